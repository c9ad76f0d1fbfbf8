using JamLab.Convergence;
using JamLab.Convergence.Resources;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Proxmox;

/// <summary>A hypervisor node. A rehearsal has no Proxmox: there only the package sources are written, and switched off.</summary>
public sealed class ProxmoxRole : Role<ProxmoxSettings>
{
    public override string Name => "proxmox";

    public override string Summary => "A Proxmox VE node: its package sources, users, roles and API tokens for Packer and Terraform, and a storage for snippets.";

    public override IReadOnlyList<string> After => ["base"];

    protected override RolePlan Declare(RoleContext context, ProxmoxSettings parameters) => new([
        .. Sources(context, parameters),
        .. context.IsRehearsal || !parameters.Accounts ? [] : ProxmoxAccess.Resources(context, parameters),
        .. context.IsRehearsal || parameters.Snippets.Length == 0 ? [] : new[] { Snippets(parameters.Snippets) },
    ]);

    // Proxmox VE 8 brings them as lists, 9 as deb822.
    private static IEnumerable<Resource> Sources(RoleContext context, ProxmoxSettings parameters)
    {
        if (parameters.Repository == "enterprise")
        {
            yield return new Absent("/etc/apt/sources.list.d/pve-no-subscription.sources");
            yield break;
        }

        foreach (var name in new[] { "pve-enterprise", "ceph" })
        {
            yield return new Absent($"/etc/apt/sources.list.d/{name}.list");
            yield return new Absent($"/etc/apt/sources.list.d/{name}.sources");
        }

        yield return new File("/etc/apt/sources.list.d/pve-no-subscription.sources",
            $"""
            # Written by JamLab from the inventory (role proxmox).
            Enabled: {(context.IsRehearsal ? "no" : "yes")}
            Types: deb
            URIs: http://download.proxmox.com/debian/pve
            Suites: {parameters.Release}
            Components: pve-no-subscription
            Signed-By: {(parameters.Release == "bookworm" ? "/etc/apt/trusted.gpg.d/proxmox-release-bookworm.gpg" : "/usr/share/keyrings/proxmox-archive-keyring.gpg")}

            """);
    }

    // storage.cfg(5): a section a storage, its settings indented below.
    private static Command Snippets(string storage)
    {
        var find = $$"""
            at= content=
            while read -r key value; do
              case $key in
                *:) at=$value;;
                content) if [ "$at" = '{{storage}}' ]; then content=$value; fi;;
              esac
            done < /etc/pve/storage.cfg

            """;
        return new Command($"let storage {storage} take snippets", find + "case ,$content, in *,snippets,*) ;; *) exit 1;; esac",
            find + $"pvesm set '{storage}' --content \"${{content:+$content,}}snippets\"")
        {
            Reason = "cloud-init's files for VMs are kept there",
        };
    }
}
