using JamLab.Tests.Machines.Configuration;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;

namespace JamLab.Tests.Machines.Services;

/// <summary>Services of six kinds in the whole home lab: those of its inventory come from registries that are not reached from here.</summary>
internal static class HomeServices
{
    private static readonly string[] Names = ["echo", "notes", "web", "light", "open", "last"];

    private const string Text =
        $$"""
        services:
          echo: # two instances behind the proxies
            group: vs
            count: 2
            host_names: [echo]
            command: busybox httpd -f -p $PORT -h /srv/echo
            packages: [busybox]
            files: { /srv/echo: page }
            port: 8090
            check: { http: /index.html }
          notes: # with data of its own
            host: vs0
            host_names: [notes]
            command: 'cd /data; echo notes > index.html; exec busybox httpd -f -p $PORT -h /data'
            packages: [busybox]
            volumes: { data: /data }
            port: 8091
            check: { http: /index.html }
          web: # a container
            host: vs1
            host_names: [web]
            image: {{TestImage.Name}}
            files: { /www: page }
            port: 8080
            check: { http: /index.html }
          light: # a unit that a package brings
            host: vs2
            host_names: [light]
            unit: lighttpd.service
            packages: [lighttpd]
            files: { /var/www/html: page }
            port: 80
            check: { http: /index.html }
          open: # for anybody
            host: vs1
            host_names: [open]
            exposure: external
            command: busybox httpd -f -p $PORT -h /srv/open
            packages: [busybox]
            files: { /srv/open: page }
            port: 8093
            check: { command: "true" }
          last: # after another, with a secret
            host: vs2
            host_names: [last]
            depends_on: [echo, notes]
            command: '[ ${#TOKEN} -ge 16 ] && exec busybox httpd -f -p $PORT -h /srv/last'
            packages: [busybox]
            files: { /srv/last: page }
            secrets: { TOKEN: last/token }
            port: 8094
            check: { http: /index.html }

        """;

    /// <summary>Puts them into the inventory in place of those that are there.</summary>
    public static void Want(TestLab lab)
    {
        Directory.CreateDirectory(Path.Combine(lab.Folder, "page"));
        File.WriteAllText(Path.Combine(lab.Folder, "page", "index.html"), "home\n");
        var text = File.ReadAllText(lab.Inventory);
        File.WriteAllText(lab.Inventory, text[..text.IndexOf("services:\n", StringComparison.Ordinal)] + Text);
    }

    /// <summary>Deploys them with everything before, asks each by its name from another machine, and once more with nothing to change.</summary>
    public static async Task AnswerAsync(TestLab lab, string[] options)
    {
        Container.Inside(lab.Process("vs1").ShouldNotBeNull().Pid, TestImage.Script);
        var smoke = await lab.SucceedAsync(["Smoke", .. options]);
        foreach (var name in Names)
            smoke.Out.ShouldContain($"https://{name}.jamfox.dev/");
        (await lab.SucceedAsync(["DeployServices", .. options])).Out.ShouldContain("nothing to change");
    }
}
