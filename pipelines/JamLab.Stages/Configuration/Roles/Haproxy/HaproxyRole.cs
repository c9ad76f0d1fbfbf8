using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>HAProxy in front of the lab's services.</summary>
public sealed class HaproxyRole : Role<HaproxySettings>
{
    private const string Folder = "/etc/haproxy";
    private const string ConfigurationFile = $"{Folder}/haproxy.cfg";
    private const string AuthorityFile = $"{Folder}/lab-ca.crt";
    private const int PrivateFolder = 0b111_000_000;

    public override string Name => "haproxy";

    public override string Summary => "HAProxy on ports 80 and 443 with certificates of the lab's authority, in front of the inventory's services that have names, wherever Consul says they are, and of others that Consul knows. One host after the other is changed.";

    public override IReadOnlyList<string> After => ["base", ConsulCluster.Role];

    protected override IEnumerable<ParameterMistake> Check(HaproxySettings parameters)
    {
        if (parameters.Certificate is not null && parameters.Key is null)
            yield return new ParameterMistake("certificate", "a certificate needs its key", "add key, sealed with !vault");
        if (parameters.Key is not null && parameters.Certificate is null)
            yield return new ParameterMistake("key", "a key needs its certificate", "add certificate, in PEM");
    }

    protected override RolePlan Declare(RoleContext context, HaproxySettings parameters)
    {
        var routes = Route.All(context, parameters);
        return new RolePlan(
        [
            new Packages("curl", "haproxy", "socat"),
            new Convergence.Resources.Directory(HaproxyConfiguration.Certificates) { Mode = PrivateFolder },
            new Convergence.Resources.File(AuthorityFile, context.Authority.AuthorityCertificate),
            .. Certificates(context, parameters, routes),
            new Convergence.Resources.File(ConfigurationFile, HaproxyConfiguration.For(context, parameters, routes, ConsulCluster.Find(context))) { Validate = "haproxy -c -q -f \"$file\"" },
            new Convergence.Resources.File(KeptServers.Program, KeptServers.Script) { Mode = 0b111_101_101 },
            new Unit("haproxy.service")
            {
                Enabled = true,
                Running = true,
                RestartOn = [new Package("haproxy").Mark],
                ReloadOn = [ConfigurationFile, HaproxyConfiguration.Certificates],
                DropIns = new Dictionary<string, HostText> { ["jamlab"] = KeptServers.DropIn },
            },
        ])
        {
            Rolling = new Rolling(Name, 1, Gate(context.Inventory.Lab.Domain), TimeSpan.FromSeconds(60)),
        };
    }

    private static IEnumerable<Resource> Certificates(RoleContext context, HaproxySettings parameters, IReadOnlyList<Route> routes)
    {
        // Names elsewhere are for the certificate that was given: the lab's authority signs for the lab only.
        var domain = $".{context.Inventory.Lab.Domain}";
        var names = routes.SelectMany(route => route.Names).Where(name => parameters.Certificate is null || name.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
        var certificate = context.Authority.For($"haproxy-{context.Host.Name}", [.. names.Prepend(context.Host.Fqdn).Distinct(StringComparer.OrdinalIgnoreCase)], [context.Host.Address]);
        yield return new Convergence.Resources.File($"{HaproxyConfiguration.Certificates}/lab.pem", SecretText.Of($"{certificate.Pem}{certificate.Key}"));
        var own = $"{HaproxyConfiguration.Certificates}/own.pem";
        yield return parameters.Certificate is null
            ? new Absent(own)
            : new Convergence.Resources.File(own, HostText.Secret($"{parameters.Certificate.TrimEnd()}\n{parameters.Key!.Reveal().Trim()}\n"));
    }

    // Whatever it answers: that it answers so that the lab's authority is enough to believe it is the point.
    private static HostText Gate(string domain) =>
        $"""
        name=$(uname -n); name=${"{name%%.*}"}.{domain}
        curl -sS -o /dev/null --max-time 5 --cacert {AuthorityFile} --resolve "$name:443:127.0.0.1" "https://$name/"
        """;
}
