using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Services;

/// <summary>Every kind of service on real machines: a container, a command with data, a unit that a package brings.</summary>
[Collection("services")]
public sealed class KindTests(ServiceLab lab) : IAsyncDisposable
{
    private const string Kinds =
        """
          web:
            host: vs0
            host_names: [web]
            image: localhost/jamlab-test:1
            files: { /www: page }
            environment: { GREETING: 'a "b" $c %d' }
            secrets: { TOKEN: web/token }
            port: 8080
            check: { http: /index.html }
            resources: { memory: 64MiB, cpu: 500 }
          notes:
            host: vs1
            host_names: [notes]
            command: 'cd /data; [ -e index.html ] || echo kept $(date +%s%N) > index.html; exec busybox httpd -f -p $PORT -h /data'
            packages: [busybox]
            volumes: { data: /data }
            secrets: { TOKEN: web/token }
            ports: { http: 8091, admin: 8092 }
            check: { http: /index.html }
          light:
            host: vs1
            host_names: [light]
            unit: lighttpd.service
            packages: [lighttpd]
            files: { /var/www/html: page }
            port: 80
            check: { http: /index.html }

        """;

    [Fact]
    public async Task Containers_commands_with_data_and_packaged_units_are_deployed_updated_moved_and_removed()
    {
        // Whichever test was before.
        lab.Want("  {}\n", "none");
        await lab.SucceedAsync("DeployServices", "--prune");
        lab.Inside("vs0", TestImage.Script);
        lab.Want(Kinds + OfTheDocs(), "first");
        // New names are the name server's and the proxy's to know.
        await lab.Lab.SucceedAsync("ConfigureBase");
        var first = await lab.SucceedAsync("Smoke");
        foreach (var name in new[] { "web", "notes", "light", "echo" })
            first.Out.ShouldContain($"https://{name}.lab.internal/index.html: 10.75.0.120 answers with status 200");
        (await lab.SucceedAsync("DeployServices")).Out.ShouldContain("nothing to change");
        Ask("echo").ShouldBe("as the docs say");

        // Secrets reach the programs and nobody else.
        var environment = lab.Inside("vs0", "podman exec $(podman ps -q) /bin/busybox env");
        environment.ShouldContain("GREETING=a \"b\" $c %d");
        var token = environment.Split('\n').Single(line => line.StartsWith("TOKEN=", StringComparison.Ordinal))[6..];
        token.Length.ShouldBe(32);
        lab.Inside("vs0", "cat /proc/[0-9]*/cmdline").ShouldNotContain(token);
        lab.Inside("vs0", $"grep -rl {token} /etc/systemd /run/systemd; stat -c %a /etc/jamlab/services/web/?/env").Trim().ShouldBe("600");

        // A new version of what has data takes over the data.
        var kept = Ask("notes");
        kept.ShouldStartWith("kept ");
        lab.Want(Kinds.Replace("check: { http: /index.html }", "check: { http: /index.html, timeout: 3s }", StringComparison.Ordinal), "second");
        (await lab.SucceedAsync("Smoke")).Out.ShouldContain("deployed web notes light");
        Ask("notes").ShouldBe(kept);
        Ask("web").ShouldBe("second");
        Ask("light").ShouldBe("second");

        // Somebody stops one and somebody changes another by hand.
        lab.Inside("vs1", "systemctl stop lighttpd; for one in /etc/systemd/system/jamlab-notes-?.service; do echo '# mine' >> $one; done");
        var mended = await lab.SucceedAsync("Smoke");
        mended.Out.ShouldContain("deployed notes light", customMessage: mended.All);
        Ask("notes").ShouldBe(kept);

        // The container goes, which the inventory no longer has; the unit moves to the other host.
        lab.Want(Kinds[Kinds.IndexOf("  notes:", StringComparison.Ordinal)..].Replace("host: vs1\n    host_names: [light]", "host: vs0\n    host_names: [light]", StringComparison.Ordinal), "third");
        var left = await lab.SucceedAsync("Smoke");
        left.All.ShouldContain("echo runs and is not in the inventory");
        lab.Inside("vs0", "podman ps -q").Trim().ShouldNotBeEmpty();
        lab.Inside("vs1", "systemctl is-active lighttpd; ls /etc/jamlab/services").Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["inactive", "echo", "notes"]);
        Ask("light").ShouldBe("third");
        (await lab.SucceedAsync("DeployServices", "--prune")).Out.ShouldContain("removed echo web");
        lab.Inside("vs0", "podman ps -q; ls /etc/jamlab/services").Trim().ShouldBe("light");

        lab.Want("  {}\n", "none");
        (await lab.SucceedAsync("DeployServices", "--prune")).Out.ShouldContain("removed light notes");
        lab.Inside("vs1", "ls /etc/jamlab/services; ls /var/lib/jamlab/notes").Trim().ShouldBe("data");
    }

    /// <summary>The names that the other tests ask for.</summary>
    public async ValueTask DisposeAsync()
    {
        lab.Want(ServiceLab.Page, "one");
        await lab.Lab.SucceedAsync("ConfigureBase");
    }

    // The example of docs/services.md, with a page of its own.
    private string OfTheDocs()
    {
        Directory.CreateDirectory(Path.Combine(lab.Lab.Folder, "services", "echo"));
        File.WriteAllText(Path.Combine(lab.Lab.Folder, "services", "echo", "index.html"), "as the docs say\n");
        var page = File.ReadAllText(Path.Combine(Templates.Lab.Root, "docs", "services.md"));
        var example = page[(page.IndexOf("```yaml\nservices:\n", StringComparison.Ordinal) + 18)..];
        return example[..example.IndexOf("```", StringComparison.Ordinal)];
    }

    private string Ask(string name) =>
        lab.Inside(ServiceLab.Proxy, $"curl -sk --max-time 10 https://{name}.lab.internal/index.html").Trim();
}
