using System.Text;
using JamLab.Convergence.Running;

namespace JamLab.Convergence.Scripts;

/// <summary>
/// All changes of a host as one <c>set -eu</c> script with a marker in front of each, and the questions again behind them, so that making changes and proving them costs one exec.
/// </summary>
internal sealed class ApplyScript(IReadOnlyList<Change> changes, ProbeScript verification, Markers markers, RunSettings settings)
{
    // A file that is being written when its script fails (a full disk) is of no use to anybody.
    private const string Clean = "case ${file-} in */.?*.jamlab) rm -f \"$file\";; esac; ";

    private readonly Guard _guard = new(changes, settings.UndoAfter);

    /// <summary>Shell that keeps guarded changes, for a second connection; fails when the host has taken them back.</summary>
    public string Confirm => _guard.Confirm;

    /// <summary>Nothing runs unless the whole text arrived: it is one function, called in the last line.</summary>
    public HostText Text()
    {
        var text = new StringBuilder("j_main() {\nset -eu\numask 022\n");
        text.Append("LC_ALL=C; DEBIAN_FRONTEND=noninteractive; export LC_ALL DEBIAN_FRONTEND\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH\n");
        text.Append($"j_at=begin\ntrap 'j_code=$?; if [ \"$j_code\" -ne 0 ]; then {Clean}{markers.Print("failed $j_at $j_code").TrimEnd('\n').Replace("'", "'\\''", StringComparison.Ordinal)}; fi' EXIT\n");
        text.Append("j_say() {\n").Append(markers.Print("say $*")).Append("}\n");
        text.Append(Sh.Unwritten).Append(FileScripts.Fresh);
        foreach (var functions in changes.SelectMany(change => change.Functions).Distinct())
            text.Append(functions);
        text.Append(HostTurn.Take(markers, settings.TurnWithin));
        for (var i = 0; i < changes.Count; i++)
        {
            text.Append($"j_at={i}\n").Append(markers.Print($"change {i}"));
            if (changes[i] == _guard.First)
                text.Append(_guard.Start()).Append(markers.Print("guarded"));
            text.Append("{\n:\n").Append(changes[i].Script.Reveal().TrimEnd('\n')).Append("\n} </dev/null 2>&1\n");
        }

        text.Append("j_at=end\n").Append(markers.Print("applied")).Append("}\n");
        var probe = verification.Text();
        return new HostText(text.Append(probe[..probe.TrimEnd('\n').LastIndexOf('\n')]).Append("\nj_main\ntrap - EXIT\nj_probe\n").ToString(), changes.Any(change => change.Script.IsSecret));
    }
}
