using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using JamLab.Tests.Machines.Configuration;
using JamLab.Tests.Machines.Configuration.Consul;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Services;

/// <summary>A proxy with the lab's name server, and two workers; all three are Consul's servers. Configured once for all tests here.</summary>
public sealed class ServiceLab(Repository repository) : IAsyncLifetime
{
    public const string Proxy = "vb0";
    public static readonly IPAddress ProxyAddress = IPAddress.Parse("10.75.0.120");

    private const string Head =
        $$"""
        schema: 1
        lab:
          name: services
          domain: lab.internal
          time_zone: Etc/UTC
          networks:
            lab:
              cidr: 10.75.0.0/24
          parameters:
            consul:
              source: {{ConsulOfDebian.Source}}
        hypervisor: nspawn
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
          roles: [base]
        groups:
          vs:
            roles: [consul, podman]
            server: true
        vms:
          vb0:
            address: 10.75.0.120
            server: true
            roles: [dns, consul, haproxy]
          vs[0..1]:
            address: 10.75.0.130
            groups: [vs]
        services:

        """;

    /// <summary>A page on both workers, whose text and command tests change.</summary>
    public const string Page =
        """
          page:
            group: vs
            count: 2
            host_names: [page]
            command: 'lighttpd -D -f /srv/page/page.conf'
            packages: [lighttpd]
            files: { /srv/page: page }
            port: 8090
            check: { http: /index.html }
            update: { healthy_within: 10s }

        """;

    // A server that keeps connections, so that most of what a request costs here is the proxy's.
    private const string Server =
        """
        server.document-root = "/srv/page"
        server.port = 0 + env.PORT
        server.max-keep-alive-requests = 1000
        index-file.names = ("index.html")
        mimetype.assign = (".html" => "text/plain")

        """;

    private TestLab? _lab;

    internal TestLab Lab => _lab!;

    public async ValueTask InitializeAsync()
    {
        _lab = TestLab.Nspawn(repository);
        Want(Page, "one");
        await _lab.SucceedAsync("ConfigureBase");
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    /// <summary>Sets the services of the inventory and what the page says.</summary>
    public void Want(string services, string text)
    {
        Directory.CreateDirectory(Path.Combine(Lab.Folder, "page"));
        File.WriteAllText(Path.Combine(Lab.Folder, "page", "index.html"), text + "\n");
        File.WriteAllText(Path.Combine(Lab.Folder, "page", "page.conf"), Server);
        File.WriteAllText(Lab.Inventory, Head + services);
    }

    /// <summary>The target alone: what is before it was done when the lab was made.</summary>
    internal Task<Result> RunAsync(string target, params string[] options) => Lab.RunAsync([target, .. options, .. Alone(target)]);

    internal Command Start(string target, params string[] options) => Lab.Start([target, .. options, .. Alone(target)]);

    internal async Task<Result> SucceedAsync(string target, params string[] options)
    {
        var result = await RunAsync(target, options);
        result.ExitCode.ShouldBe(0, result.All);
        return result;
    }

    /// <summary>What the last run of DeployServices wrote about its hosts.</summary>
    internal ConfigurationReport Report()
    {
        var file = Directory.GetFiles(Lab.Artifacts, "services-*.json").Order(StringComparer.Ordinal).Last();
        return JsonSerializer.Deserialize<ConfigurationReport>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
    }

    /// <summary>Asks the page 220 times a second from inside the proxy's network.</summary>
    internal Load Load(string name = "page")
    {
        var authority = File.ReadAllText(Path.Combine(Lab.State, "nspawn", "pki", "authority.pem"));
        return new Load(new Uri($"https://{name}.lab.internal/index.html"), 220, new MachineNetwork(Namespace(Proxy)), [ProxyAddress], X509Certificate2.CreateFromPem(authority));
    }

    internal string Namespace(string machine) => Directory.GetFiles("/run/netns", $"jamlab-{Lab.Name}-*-{machine}").ShouldHaveSingleItem();

    internal string Inside(string machine, string script) => Container.Inside(Lab.Process(machine).ShouldNotBeNull().Pid, script);

    private static string[] Alone(string target) =>
        target is "DeployServices" or "Smoke" ? ["--skip", "ConfigureBase", "ProvisionVms", "BuildTemplates", "Prepare"] : [];
}

/// <summary>The tests that share the machines of <see cref="ServiceLab"/>, one after the other.</summary>
[CollectionDefinition("services")]
public sealed class ServiceCollection : ICollectionFixture<ServiceLab>;
