namespace JamLab.Convergence.Scripts;

/// <summary>
/// Lets one script at a time change a host. A script whose connection was cut ends at its next resource, but what it is at (packages, say) may take minutes; who comes
/// meanwhile waits, and then asks anew, since the answers that it planned with are old.
/// </summary>
internal static class HostTurn
{
    // A process id alone could be somebody else's by now, so its start is kept with it: field 22 of proc_pid_stat(5).
    private const string Functions =
        """
        j_born() { read -r j_stat 2>/dev/null < "/proc/$1/stat" || return 1; set -- ${j_stat##*')' }; shift 19; j_birth=$1; }
        j_busy() { read -r j_pid j_then 2>/dev/null < /run/jamlab-apply && [ "$j_pid" != $$ ] && j_born "$j_pid" && [ "$j_birth" = "$j_then" ]; }

        """;

    /// <summary>Returns from the script's function, after the marker <c>stale</c>, when another's script was running.</summary>
    public static string Take(Markers markers, TimeSpan patience) =>
        Functions +
        $$"""
        if j_busy; then
        {{markers.Print("busy")}}j_left={{(int)patience.TotalSeconds}}
        while j_busy; do
          if [ $j_left -le 0 ]; then echo "another run's script (process $j_pid) is still changing this host"; exit 1; fi
          sleep 1
          j_left=$((j_left-1))
        done
        {{markers.Print("stale")}}return 0
        fi
        if j_born $$; then { echo "$$ $j_birth" > /run/jamlab-apply; } 2>/dev/null || :; fi

        """;
}
