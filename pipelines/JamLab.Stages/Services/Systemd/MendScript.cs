using System.Text;

namespace JamLab.Stages.Services.Systemd;

/// <summary>Sets a version right that is the wanted one but stopped, ill, or not known to Consul; removes the <paramref name="leftover"/> of a run that was cut off.</summary>
internal sealed class MendScript(ServiceInstance instance, SlotText slot, SlotText? leftover) : ServiceScript(instance)
{
    /// <summary>Whether it is started, anew if it runs.</summary>
    public bool Starts { get; init; }

    /// <summary>Whether Consul gets to know it as it is now.</summary>
    public bool Registers { get; init; }

    protected override void Steps(StringBuilder text)
    {
        var unit = UnitOf(slot);
        if (Starts)
            text.Append(Check(slot)).Append("since=$(date +%s)\n").Append(Start(slot, "restart"))
                .Append($"j_say waiting for the check of {slot.Slot.Name}\nj_well {unit} {Seconds} || {{ journalctl -q --no-pager -o cat -n 10 -u {unit} --since \"@${{since}}\" 2>/dev/null; exit 1; }}\n");
        text.Append(Enable(slot));
        if (Registers || (Starts && HasConsul))
            text.Append(Enlist(slot));
        if (leftover is not null)
            text.Append(Delist(leftover)).Append(Clear(leftover));
    }
}
