using System.Text;

namespace JamLab.Convergence.Scripts;

/// <summary>
/// A process on the host that takes changes back unless a second connection confirms them: a connection that was cut by them cannot. Its time runs from the end of the
/// script that made them, since what follows them there may take long. One rename decides, so that nobody believes in what the host has just taken back.
/// </summary>
internal sealed class Guard(IReadOnlyList<Change> changes, TimeSpan undoAfter)
{
    // A script that never ends must not keep a host locked for ever.
    private const int MostSeconds = 900;

    private readonly string _name = $"/run/jamlab-{Guid.NewGuid():N}";

    /// <summary>The change that it must be started before; null when no change can lock anybody out.</summary>
    public Change? First { get; } = changes.FirstOrDefault(change => change.Undo is not null);

    /// <summary>Keeps the changes; fails when the host has taken them back.</summary>
    public string Confirm => $"mv {_name}.waiting {_name}.confirmed\n";

    /// <summary>Starts it; fails where it cannot do its work.</summary>
    public string Start()
    {
        var undo = new StringBuilder();
        foreach (var change in changes.Where(change => change.Undo is not null).Reverse())
            undo.Append("(\n").Append(change.Undo!.Reveal().TrimEnd('\n')).Append("\n)\n");
        return $$"""
            { : > {{_name}}.waiting; } 2>&1
            j_undo() {
              j_left={{(int)undoAfter.TotalSeconds}} j_most={{MostSeconds}}
              while [ $j_left -gt 0 ] && [ $j_most -gt 0 ] && [ ! -e {{_name}}.confirmed ]; do
                sleep 1
                j_most=$((j_most-1))
                kill -0 $$ || j_left=$((j_left-1))
              done
              j_keep=1
              if mv {{_name}}.waiting {{_name}}.undone; then j_keep=0; fi
              rm -f {{_name}}.confirmed {{_name}}.undone
            {{undo}}}
            ( trap '' HUP INT TERM; trap - EXIT; set +e; j_undo ) </dev/null >/dev/null 2>&1 &

            """;
    }
}
