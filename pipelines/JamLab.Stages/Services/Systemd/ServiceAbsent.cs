using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Services.Systemd;

/// <summary>Nothing of a service on a host, but for its data under /var/lib/jamlab: taken out of Consul, stopped when nobody is sent to it any more, removed.</summary>
internal sealed record ServiceAbsent(string Service, string Host) : Resource
{
    public override string Name => $"service {Service}";

    public override IEnumerable<Fact> Facts => [InstalledServicesFact.Instance];

    public override Change? Diff(HostFacts facts) =>
        facts.Get(InstalledServicesFact.Instance).Names.Contains(Service)
            ? new Change(this, [new Difference("service", "there", "removed")], Script) { Functions = [ServiceFunctions.Text], Interrupts = true }
            : null;

    private string Script =>
        $$"""
        (
        service={{Sh.Quote(Service)}} folder={{Slot.Root}}/{{Service}} known=
        for slot in a b; do
          file={{ConsulConfiguration.ServicesFolder}}/jamlab-$service-$slot.json
          if [ -e "$file" ]; then rm -f "$file"; known="$known $service-$slot-{{Host}}"; fi
        done
        if [ -n "$known" ]; then
          j_reread {{ConsulConfiguration.ServicesFolder}}
          for id in $known; do j_delist "$service" "$id"; done
          sleep {{ServiceFunctions.ProxiesFollowSeconds}}
        fi
        if [ -e "$folder/unit" ]; then
          read -r unit < "$folder/unit"
          systemctl stop -- "$unit" || :
          systemctl -q disable -- "$unit" || :
          rm -f "/etc/systemd/system/$unit.d/jamlab.conf"
          rmdir "/etc/systemd/system/$unit.d" 2>/dev/null || :
        fi
        for slot in a b; do
          unit=jamlab-$service-$slot.service
          [ -e "/etc/systemd/system/$unit" ] || continue
          systemctl stop -- "$unit" || :
          systemctl -q --no-reload disable -- "$unit" || :
          rm -f "/etc/systemd/system/$unit"
        done
        systemctl daemon-reload
        rm -rf "$folder"
        )

        """;
}
