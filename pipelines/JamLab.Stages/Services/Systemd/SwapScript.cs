using System.Text;
using JamLab.Convergence.Scripts;

namespace JamLab.Stages.Services.Systemd;

/// <summary>Brings a version into <paramref name="to"/> and takes the one in <paramref name="from"/> out, which is null for the first.</summary>
internal sealed class SwapScript(ServiceInstance instance, SlotText? from, SlotText to) : ServiceScript(instance)
{
    private const int ShownLines = 10;

    /// <summary>Whether the new version runs already, as it should.</summary>
    public bool IsStarted { get; init; }

    /// <summary>Whether the slot has something of an earlier run in it.</summary>
    public bool HasLeftovers { get; init; }

    protected override void Steps(StringBuilder text)
    {
        text.Append(Failing()).Append(Check(to));
        if (!IsStarted)
        {
            if (HasLeftovers)
                text.Append(Delist(to)).Append(Clear(to));
            text.Append(Write(to)).Append(Pull());
            if (Instance.IsExclusive && from is not null)
                text.Append(Delist(from)).Append(IsUnit ? "" : $"systemctl stop -- {UnitOf(from)}\n");
            text.Append("since=$(date +%s)\n").Append(Start(to));
        }

        text.Append($"j_say waiting for the check of {to.Slot.Name}\nj_well {UnitOf(to)} {Seconds} || failed\n{Enable(to)}");
        if (HasConsul)
            text.Append($"enlist() {{\n{Enlist(to)}}}\nenlist || failed\n");
        if (from is not null && !Instance.IsExclusive && HasConsul)
        {
            // It may do well for a moment only: the old one is still there then.
            text.Append($"j_say waiting until everybody knows {to.Slot.Name}\nsleep {ServiceFunctions.ProxiesFollowSeconds}\nj_well {UnitOf(to)} 5 || failed\n");
        }

        text.Append($"echo {to.Slot.Letter} > {ActiveFile}.new\nmv -f {ActiveFile}.new {ActiveFile}\n");
        if (from is not null)
            text.Append(Delist(from)).Append(Clear(from));
    }

    // Fetched before the clock runs, and before anything is stopped for it.
    private string Pull()
    {
        if (Instance.Definition.Kind != ServiceKind.Image)
            return "";
        var image = Sh.Quote(Instance.Definition.Program);
        return $"podman image exists {image} || {{\nj_say fetching the image\npodman pull -q {image} >/dev/null\n}}\n";
    }

    // What the unit said is shown last, since that is what is kept for the message; then all is as it was.
    private string Failing()
    {
        var back = from is null
            ? "echo 'there is no version before to go back to'\n"
            : Instance.IsExclusive
                ? $"{Start(from)}{Relist(from)}if systemctl is-active -q -- {UnitOf(from)}; then echo 'the version before runs again'; else echo 'the version before does not come back'; fi\n"
                : "echo 'the version before goes on'\n";
        var stop = IsUnit && from is null ? $"systemctl stop -- {UnitOf(to)} || :\nrm -f /etc/systemd/system/{UnitOf(to)}.d/jamlab.conf {to.Slot.ServiceFolder}/unit\nsystemctl daemon-reload\n" : "";
        return $"since=0\nfailed() {{\nset +e\njournalctl -q --no-pager -o cat -n {ShownLines} -u {UnitOf(to)} --since \"@${{since}}\" 2>/dev/null\n{Delist(to)}{stop}{Clear(to)}{back}exit 1\n}}\n";
    }
}
