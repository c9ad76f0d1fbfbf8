using System.Text;

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>What somebody would write by hand who knows the fleet: the least that a host can be asked and told.</summary>
internal static class FleetScripts
{
    /// <summary>Stats and hashes everything with one process a kind, and prints what it finds; equal hosts print the same.</summary>
    public static string Check(Wanted wanted)
    {
        var files = wanted.Files.Select(file => file.Path).Concat(wanted.Units.Select(unit => Wanted.UnitPath(unit.Name))).ToList();
        var paths = files.Concat(wanted.Directories).Concat(wanted.Users.Select(user => $"/home/{user.Name}"));
        return $"""
            LC_ALL=C; export LC_ALL
            stat -c '%n %a %U %G %F' {Words(paths)}
            sha256sum {Words(files)}
            getent group {Words(wanted.Groups)}
            getent passwd {Words(wanted.Users.Select(user => user.Name))}
            grep -xF {string.Join(' ', wanted.Lines.Select(line => $"-e {line}"))} {Wanted.LinesFile}
            cat {Words(wanted.Sysctls.Select(one => ProcFile(one.Key)))}
            systemctl show -p Id -p ActiveState -p UnitFileState {Words(wanted.Units.Select(unit => unit.Name))}
            exit 0

            """;
    }

    /// <summary>Makes all of it where nothing of it is yet.</summary>
    public static string Write(Wanted wanted)
    {
        var script = new StringBuilder("set -eu\numask 022\n");
        foreach (var group in wanted.Groups)
            script.Append($"groupadd {group}\n");
        foreach (var (name, uid) in wanted.Users)
            script.Append($"useradd -m -u {uid} -s /bin/bash -G {wanted.Groups[0]} {name}\n");
        script.Append($"mkdir -m 0750 {Words(wanted.Directories)}\nchown root:{wanted.Groups[0]} {Words(wanted.Directories)}\n");
        File(script, Wanted.LinesFile, string.Concat(wanted.Lines.Select(line => $"{line}\n")), ">>");
        File(script, "/etc/sysctl.d/60-fleet.conf", string.Concat(wanted.Sysctls.Select(one => $"{one.Key} = {one.Value}\n")));
        foreach (var (key, value) in wanted.Sysctls)
            script.Append($"echo {value} >{ProcFile(key)}\n");
        foreach (var (name, text) in wanted.Units)
            File(script, Wanted.UnitPath(name), text);
        script.Append($"systemctl daemon-reload\nsystemctl -q enable --now {Words(wanted.Units.Select(unit => unit.Name))}\n");
        foreach (var (path, text) in wanted.Files)
            File(script, path, text);
        return script.ToString();
    }

    /// <summary>Takes back what any contender made of it, and ends well whatever is there.</summary>
    /// <param name="wanted">At least as much as was made.</param>
    /// <param name="settings">What the kernel's settings were before, in the order of <see cref="Wanted.Sysctls"/>.</param>
    public static string Undo(Wanted wanted, IReadOnlyList<string> settings)
    {
        var script = new StringBuilder($"exec >/dev/null 2>&1\nsystemctl disable --now {Words(wanted.Units.Select(unit => unit.Name))}\nrm -f {Words(wanted.Units.Select(unit => Wanted.UnitPath(unit.Name)))}\nsystemctl daemon-reload\nsystemctl reset-failed\n");
        foreach (var (name, _) in wanted.Users)
            script.Append($"userdel -r {name}\n");
        foreach (var group in wanted.Groups)
            script.Append($"groupdel {group}\n");
        foreach (var ((key, _), value) in wanted.Sysctls.Zip(settings))
            script.Append($"echo {value} >{ProcFile(key)}\n");
        script.Append($"rm -rf {Words(wanted.Directories)} {Words(wanted.Files.Select(file => file.Path))} /etc/sysctl.d/*fleet* /etc/sysctl.d/*jamlab*\n");
        script.Append($"left=$(grep -v '^FLEET_' {Wanted.LinesFile})\nprintf '%s' \"${{left:+$left\n}}\" >{Wanted.LinesFile}\nexit 0\n");
        return script.ToString();
    }

    /// <summary>Prints the kernel's settings as they are, one a line.</summary>
    public static string Settings(Wanted wanted) => $"cat {Words(wanted.Sysctls.Select(one => ProcFile(one.Key)))}\n";

    private static string ProcFile(string key) => $"/proc/sys/{key.Replace('.', '/')}";

    private static string Words(IEnumerable<string> words) => string.Join(' ', words);

    private static void File(StringBuilder script, string path, string text, string write = ">") =>
        script.Append($"cat {write}{path} <<'END'\n{text}END\n");
}
