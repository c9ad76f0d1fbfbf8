using System.Text;

namespace JamLab.Convergence.Scripts;

/// <summary>
/// All changes of a host as one <c>set -eu</c> script with a marker in front of each, and the questions again behind them, so that making changes and proving them costs one exec.
/// </summary>
internal sealed class ApplyScript(IReadOnlyList<Change> changes, ProbeScript verification, Markers markers, TimeSpan undoAfter)
{
    /// <summary>A file on the host whose presence keeps guarded changes; made by a second connection.</summary>
    public string ConfirmationFile { get; } = $"/run/jamlab-confirmed-{Guid.NewGuid():N}";

    private readonly List<int> _guarded = [.. Enumerable.Range(0, changes.Count).Where(i => changes[i].Undo is not null)];

    /// <summary>Nothing runs unless the whole text arrived: it is one function, called in the last line.</summary>
    public HostText Text()
    {
        var text = new StringBuilder("j_main() {\nset -eu\numask 022\n");
        text.Append("LC_ALL=C; DEBIAN_FRONTEND=noninteractive; export LC_ALL DEBIAN_FRONTEND\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH\n");
        text.Append($"j_at=begin\ntrap 'j_code=$?; if [ \"$j_code\" -ne 0 ]; then {markers.Print("failed $j_at $j_code").TrimEnd('\n').Replace("'", "'\\''", StringComparison.Ordinal)}; fi' EXIT\n");
        for (var i = 0; i < changes.Count; i++)
        {
            if (_guarded.Count > 0 && i == _guarded[0])
                Guard(text);
            text.Append($"j_at={i}\n").Append(markers.Print($"change {i}"));
            text.Append("{\n:\n").Append(changes[i].Script.Reveal().TrimEnd('\n')).Append("\n} </dev/null 2>&1\n");
            if (_guarded.Count > 0 && i == _guarded[^1])
                text.Append($": > {MadeFile}\n").Append(markers.Print("guarded"));
        }

        text.Append("j_at=end\n").Append(markers.Print("applied")).Append("}\n");
        var probe = verification.Text();
        return new HostText(text.Append(probe[..probe.TrimEnd('\n').LastIndexOf('\n')]).Append("\nj_main\ntrap - EXIT\nj_probe\n").ToString(), changes.Any(change => change.Script.IsSecret));
    }

    private string MadeFile => $"{ConfirmationFile}.made";

    // The host itself takes guarded changes back, in a process of its own: a connection that was cut by them cannot.
    // Its time starts when they are made, or the shell that makes them is gone; what else the script does takes as long as it takes.
    private void Guard(StringBuilder text)
    {
        var undo = new StringBuilder();
        foreach (var change in changes.Where(change => change.Undo is not null).Reverse())
            undo.Append("(\n").Append(change.Undo!.Reveal().TrimEnd('\n')).Append("\n)\n");
        text.Append($$"""
            j_undo() {
            j_keep=0; j_left={{(int)undoAfter.TotalSeconds}}
            while [ ! -e {{MadeFile}} ] && kill -0 $$ 2>/dev/null; do sleep 1; done
            while [ $j_left -gt 0 ] && [ ! -e {{ConfirmationFile}} ]; do sleep 1; j_left=$((j_left-1)); done
            if [ -e {{ConfirmationFile}} ]; then j_keep=1; fi
            rm -f {{ConfirmationFile}} {{MadeFile}}
            {{undo}}}
            ( trap '' HUP INT TERM; trap - EXIT; set +e; j_undo ) </dev/null >/dev/null 2>&1 &

            """);
    }
}
