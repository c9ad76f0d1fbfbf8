namespace JamLab.Convergence.Resources;

/// <summary>Shell that makes systemd read and start units.</summary>
internal static class UnitScripts
{
    /// <summary>
    /// <c>j_units FILES</c>: systemd reads its files again, unless it did so earlier in this run and none of FILES is newer than that: one reload serves all units whose files were written before.
    /// </summary>
    public const string Reload =
        """
        j_units() {
          if [ -n "${j_units_read:-}" ]; then
            j_old=1
            for j_file in "$@"; do [ ! "$j_file" -nt /run/jamlab-units ] || j_old=; done
            [ -z "$j_old" ] || return 0
          fi
          : > /run/jamlab-units
          systemctl daemon-reload
          j_units_read=1
        }

        """;

    /// <summary>
    /// <c>j_enable UNIT [stays]</c>: without the reload that it would do by itself, since what it links matters at the next start of the host; but systemd forgets at once that a unit ran which ends by itself and which nothing refers to; one that stays is known to be no such unit.
    /// <c>j_past FILES</c>: what is as new as this second or newer (a clock that was set back) would count as changed after the start, at each run again, so it is made a second older.
    /// <c>j_up start|restart|reload UNIT</c>: does it, waits until the unit is up, looks once more a moment later at one that systemd calls started at once, and shows what it logged when it is not.
    /// </summary>
    public const string Functions =
        """
        j_enable() {
          systemctl -q --no-reload enable -- "$1"
          [ "${2:-}" != stays ] || return 0
          case $(systemctl show -p Type -p RemainAfterExit -- "$1") in *oneshot*=no*|*=no*oneshot*) systemctl daemon-reload;; esac
        }
        j_past() {
          j_now=$(date +%s)
          stat -c '%Y %n' -- "$@" 2>/dev/null | while read -r j_time j_file; do
            [ "$j_time" -lt "$j_now" ] || touch -h -d "@$((j_now-1))" -- "$j_file"
          done
        }
        j_up() {
          j_code=0; j_left=300; j_again=
          timeout 300 systemctl "$1" -- "$2" || j_code=$?
          # Not found: something asked for the unit before its file was there, and systemd remembers.
          if [ $j_code -eq 5 ]; then j_code=0; systemctl daemon-reload; timeout 300 systemctl "$1" -- "$2" || j_code=$?; fi
          while [ $j_code -eq 0 ]; do
            j_state=$(systemctl show -p ActiveState -p SubState -p Type -p NRestarts -p ConditionResult -- "$2")
            case $j_state in
              *=failed*|*=auto-restart*) j_code=1; continue;;
              *NRestarts=[1-9]*) if [ "$1" != reload ]; then j_code=1; continue; fi;;
              *ActiveState=activating*) [ $j_left -gt 0 ] || j_code=1; j_left=$((j_left-1)); sleep 0.1; continue;;
            esac
            [ -z "$j_again" ] || return 0
            j_again=1
            case $j_state in
              *Type=oneshot*) return 0;;
              *ActiveState=inactive*)
                case $j_state in *ConditionResult=no*) ;; *) return 0;; esac
                # systemd forgets a unit that nothing refers to, and with it that it tried; once it has read the links, something does.
                systemctl daemon-reload; systemctl start -- "$2" || j_code=$?;;
              *Type=simple*|*Type=exec*|*Type=idle*) sleep 0.4;;
              *) return 0;;
            esac
          done
          journalctl -q --no-pager -o cat -n 15 -u "$2" --since "@${j_now:-0}" || :
          echo "$2 does not run after its $1"
          return 1
        }

        """;
}
