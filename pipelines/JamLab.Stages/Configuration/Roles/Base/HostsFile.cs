using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Scripts;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Dns;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>/etc/hosts as a whole. The host's own name leads to its address in the lab, not to 127.0.1.1, since clusters tell each other what they find there.</summary>
internal static class HostsFile
{
    // cloud-init writes /etc/hosts at every boot from the one of these that its distribution uses.
    private static readonly string[] Templates = ["/etc/cloud/templates/hosts.debian.tmpl", "/etc/cloud/templates/hosts.redhat.tmpl"];

    public static IEnumerable<Resource> Resources(RoleContext context, BaseSettings parameters)
    {
        var text = Text(context, parameters);
        yield return new File("/etc/hosts", text);
        yield return Keep(text);
    }

    private static string Text(RoleContext context, BaseSettings parameters)
    {
        var text = new StringBuilder("# Written by JamLab from the inventory (role base).\n127.0.0.1 localhost\n");
        var isWhole = parameters.HostsFile == "lab" || (parameters.HostsFile == "auto" && !context.HostsWith("dns").Any());
        foreach (var host in isWhole ? context.Inventory.Hosts : [context.Host])
            text.Append(Line(host));
        foreach (var (name, address) in parameters.ExtraHosts)
            text.Append($"{address} {string.Join(' ', LabDns.Names(name, context.Inventory.Lab.Domain))}\n");
        return text.Append("\n::1 localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n").ToString();
    }

    private static string Line(Host host) => $"{host.Address} {host.Fqdn} {host.Name}\n";

    private static Command Keep(string text)
    {
        var template = "## template:jinja\n" + text;
        var each = $"for one in {Sh.Words(Templates)}; do\n  [ -e \"$one\" ] || continue\n";
        return new Command("keep /etc/hosts over a reboot",
            $"{each}  case $(sha256sum < \"$one\") in {new HostText(template).Sha256}*) ;; *) exit 1;; esac\ndone\n",
            $"{each}{Sh.Write(template, "\"$one\"")}done\n")
        {
            Reason = "cloud-init would write another one at the next boot",
        };
    }
}
