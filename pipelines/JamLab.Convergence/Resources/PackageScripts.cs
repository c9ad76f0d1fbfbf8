using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>Shell that installs and removes packages with apt-get or dnf and never asks anything.</summary>
internal static class PackageScripts
{
    // Another program may hold a lock (unattended-upgrades does so for minutes after a boot): apt-get would wait for dpkg's by itself, but not for those of its lists
    // and archives, and without saying for whom. Time is taken from the kernel, since the clock may be set meanwhile. What was interrupted in the middle is finished first.
    internal const string Apt =
        """
        j_uptime() { read -r j_up j_rest < /proc/uptime; j_up=${j_up%%.*}; }
        j_apt() {
          j_uptime; j_until=$((j_up+${j_patience:-120})); j_healed= j_told=
          while :; do
            j_code=0
            j_said=$(NEEDRESTART_SUSPEND=1 APT_LISTCHANGES_FRONTEND=none apt-get -q -y -o DPkg::Lock::Timeout=0 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" 2>&1) || j_code=$?
            [ $j_code -ne 0 ] || return 0
            j_uptime
            case $j_said in
              *'dpkg --configure -a'*) [ -z "$j_healed" ] || break; j_healed=1; dpkg --configure -a --force-confdef --force-confold || break;;
              *'Could not get lock'*)
                [ $j_up -lt $j_until ] || break
                j_who=${j_said#*'It is held by '}; j_who=${j_who%%)*}
                [ -n "$j_told" ] || { j_told=1; j_say "waiting for $j_who), which holds apt's lock, before"; } 2>/dev/null || :
                sleep 1
                ;;
              *) break;;
            esac
          done
          printf '%s\n' "$j_said"
          return $j_code
        }
        j_update() {
          j_updated=
          j_stamp=/var/lib/apt/periodic/jamlab-update
          set -- "$1" /var/lib/apt/lists/*Release
          [ -e "$2" ] || set -- must
          j_now=$(date +%s); j_then=$(stat -c %Y $j_stamp 2>/dev/null || echo 0)
          [ $j_then -le $j_now ] && [ $((j_now-j_then)) -lt 86400 ] || set -- must
          for j_file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/sources.list.d/* /etc/apt/keyrings /etc/apt/keyrings/*; do
            [ ! "$j_file" -nt $j_stamp ] || set -- must
          done
          [ "$1" = must ] || return 0
          j_updated=1
          if j_apt update; then mkdir -p ${j_stamp%/*}; : > $j_stamp; else echo 'the package lists could not be fetched, those that are there are used'; fi
        }
        j_install() {
          j_update "$1"; shift
          if j_apt install --no-install-recommends --no-remove "$@"; then return 0; fi
          case $j_updated$j_said in
            1*) return 1;;
            *'Unable to locate package'*|*'was not found'*|*'no installation candidate'*|*'Failed to fetch'*|*'Unable to fetch'*|*'Unsupported file'*) j_update must; j_apt install --no-install-recommends --no-remove "$@";;
            *) return 1;;
          esac
        }

        """;

    internal const string Dnf =
        """
        j_dnf() {
          j_code=0
          j_said=$(dnf -y -q --setopt=install_weak_deps=False "$@" 2>&1) || j_code=$?
          [ $j_code -eq 0 ] || { printf '%s\n' "$j_said"; return $j_code; }
        }

        """;

    /// <summary>A path that changes whenever the package does; for units that must follow its upgrades. Only dpkg keeps one.</summary>
    public static string Mark(string package) => $"/var/lib/dpkg/info/{package}.list";

    /// <summary>What the scripts below call; for <see cref="Change.Functions"/>.</summary>
    public static IReadOnlyList<string> Functions(HostFacts facts) => [IsDnf(facts) ? Dnf : Apt];

    /// <summary>Installs names, <c>name=version</c> pairs or files in one go.</summary>
    /// <param name="facts">The host; its lists are fetched anew when its sources change in this plan.</param>
    /// <param name="packages">Name and version pattern; a name with a slash is a file.</param>
    public static string Install(HostFacts facts, params IEnumerable<(string Name, string? Version)> packages)
    {
        var all = packages.ToList();
        if (IsDnf(facts))
            return $"j_dnf install {Sh.Words(all.Select(one => one.Version is null ? one.Name : $"{one.Name}-{one.Version}"))}\n";
        var lists = facts.IsChanging("/etc/apt/sources.list.d") || facts.IsChanging("/etc/apt/keyrings") || facts.IsChanging("/etc/apt/sources.list") ? "must" : "may";
        // A version that is asked for may be older than the one there, and held.
        var free = all.Exists(one => one.Version is not null || one.Name.StartsWith('/')) ? "--allow-downgrades --allow-change-held-packages " : "";
        return $"j_install {lists} {free}{Sh.Words(all.Select(one => one.Version is null ? one.Name : $"{one.Name}={one.Version}"))}\n";
    }

    public static string Remove(HostFacts facts, string package) =>
        IsDnf(facts) ? $"j_dnf remove --noautoremove {Sh.Quote(package)}\n" : $"j_apt remove --allow-change-held-packages {Sh.Quote(package)}\n";

    public static string Hold(HostFacts facts, string package, bool hold) =>
        IsDnf(facts)
            ? $"j_dnf install 'dnf-command(versionlock)'\nj_dnf versionlock {(hold ? "add" : "delete")} {Sh.Quote(package)}\n"
            : $"apt-mark {(hold ? "hold" : "unhold")} {Sh.Quote(package)} >/dev/null\n";

    public static bool IsDnf(HostFacts facts) => facts.System.PackageManager == "dnf";
}
