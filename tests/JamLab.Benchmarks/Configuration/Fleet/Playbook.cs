using System.Text.Json;

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>The same fleet as an Ansible playbook with ansible-core's own modules: a task a kind, and a loop over what there is of it.</summary>
internal static class Playbook
{
    private const string Tasks = """
        - hosts: all
          become: true
          tasks:
            - name: groups
              ansible.builtin.group:
                name: "{{ item }}"
              loop: "{{ wanted_groups }}"

            - name: users
              ansible.builtin.user:
                name: "{{ item.name }}"
                uid: "{{ item.uid }}"
                shell: /bin/bash
                groups: ["{{ wanted_groups[0] }}"]
              loop: "{{ wanted_users }}"

            - name: directories
              ansible.builtin.file:
                path: "{{ item }}"
                state: directory
                mode: "0750"
                owner: root
                group: "{{ wanted_groups[0] }}"
              loop: "{{ wanted_directories }}"

            - name: lines
              ansible.builtin.lineinfile:
                path: /etc/environment
                line: "{{ item }}"
              loop: "{{ wanted_lines }}"

            - name: kernel settings
              ansible.builtin.copy:
                dest: "{{ item.file }}"
                content: "{{ item.key }} = {{ item.value }}\n"
                mode: "0644"
              loop: "{{ wanted_sysctls }}"
              notify: load kernel settings

            - name: unit files
              ansible.builtin.copy:
                src: "{{ item }}"
                dest: "/etc/systemd/system/{{ item }}"
                mode: "0644"
                owner: root
                group: root
              loop: "{{ wanted_units }}"
              notify: load units

            - name: what was changed is in force before it is used
              ansible.builtin.meta: flush_handlers

            - name: units
              ansible.builtin.systemd:
                name: "{{ item }}"
                enabled: true
                state: started
              loop: "{{ wanted_units }}"

            - name: files
              ansible.builtin.copy:
                src: "{{ item }}"
                dest: "/etc/{{ item }}"
                mode: "0644"
                owner: root
                group: root
              loop: "{{ wanted_files }}"

          handlers:
            - name: load kernel settings
              ansible.builtin.command:
                argv: "{{ ['sysctl', '-p'] + wanted_sysctls | map(attribute='file') | list }}"

            - name: load units
              ansible.builtin.systemd:
                daemon_reload: true

        """;

    /// <summary>Writes <c>playbook.yml</c>, its variables and the files that it copies.</summary>
    public static void Write(Wanted wanted, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "group_vars"));
        if (Directory.Exists(Path.Combine(folder, "files")))
            Directory.Delete(Path.Combine(folder, "files"), recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        File.WriteAllText(Path.Combine(folder, "playbook.yml"), Tasks);
        // JSON is YAML.
        File.WriteAllText(Path.Combine(folder, "group_vars", "all.yml"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["wanted_groups"] = wanted.Groups,
            ["wanted_users"] = wanted.Users.Select(user => new { name = user.Name, uid = user.Uid }),
            ["wanted_directories"] = wanted.Directories,
            ["wanted_lines"] = wanted.Lines,
            ["wanted_sysctls"] = wanted.Sysctls.Select(one => new { key = one.Key, value = one.Value, file = $"/etc/sysctl.d/60-fleet-{one.Key}.conf" }),
            ["wanted_units"] = wanted.Units.Select(unit => unit.Name),
            ["wanted_files"] = wanted.Files.Select(file => Path.GetFileName(file.Path)),
        }));
        foreach (var (path, text) in wanted.Files.Concat(wanted.Units))
            File.WriteAllText(Path.Combine(folder, "files", Path.GetFileName(path)), text);
    }
}
