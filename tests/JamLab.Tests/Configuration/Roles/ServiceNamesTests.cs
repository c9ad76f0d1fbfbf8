using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

/// <summary>The addresses that the lab's DNS has for services.</summary>
public class ServiceNamesTests
{
    private const string Services = """
        services:
          echo: { group: vs, host_names: [echo, "*.apps"], command: serve, port: 80 }
          quiet: { group: vs, command: serve, port: 81, exposure: none }
          own: { host: vs1, host_names: [vs1, other], command: serve, port: 82 }

        """;

    [Fact]
    public void Names_lead_to_all_proxies()
    {
        var lab = Lab("  vb[0..1]: { address: 10.77.0.120, roles: [haproxy] }\n");
        Hosts(lab).ShouldContain("10.77.0.120 echo.lab.internal echo\n10.77.0.121 echo.lab.internal echo\n");
        Configuration(lab).ShouldContain("address=/apps.lab.internal/10.77.0.120\naddress=/apps.lab.internal/10.77.0.121\n");
        Hosts(lab).ShouldNotContain("*");
    }

    [Fact]
    public void Without_a_proxy_names_lead_to_the_host_that_was_chosen_and_not_to_all_that_could_be()
    {
        var hosts = Hosts(Lab(""));
        hosts.Split('\n').Count(line => line.Contains(" echo.lab.internal ", StringComparison.Ordinal)).ShouldBe(1, hosts);
        hosts.ShouldContain("10.77.0.131 other.lab.internal other\n");
    }

    [Fact]
    public void A_machines_name_leads_to_the_machine_and_a_hidden_service_has_none()
    {
        var hosts = Hosts(Lab("  vb0: { address: 10.77.0.120, roles: [haproxy] }\n"));
        hosts.Split('\n').Where(line => line.Contains(" vs1.lab.internal ", StringComparison.Ordinal)).ShouldBe(["10.77.0.131 vs1.lab.internal vs1"]);
        hosts.ShouldNotContain("quiet");
    }

    private static RoleLab Lab(string more) => RoleLab.Of($$"""
        schema: 1
        lab: { name: names, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/24 } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        groups:
          vs:
        vms:
          ns0: { address: 10.77.0.53, roles: [dns] }
          vs[0..2]: { address: 10.77.0.130, groups: [vs] }
        {{more}}{{Services}}
        """);

    private static string Hosts(RoleLab lab) => lab.File("dns", "ns0", "/etc/dnsmasq.hosts");

    private static string Configuration(RoleLab lab) => lab.File("dns", "ns0", "/etc/dnsmasq.d/jamlab.conf");
}
