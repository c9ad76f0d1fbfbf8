using JamLab.Convergence;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>
/// What HAProxy knows of its servers, kept over a reload: a new process would else know no instance until Consul answers, and none at all while it does not. Only servers that are up are
/// kept, so that one which went meanwhile is not taken along for ever.
/// </summary>
internal static class KeptServers
{
    public const string File = "/run/haproxy/servers";
    public const string Program = "/etc/haproxy/keep-servers.sh";

    public static string Script { get; } =
        $"""
        #!/bin/sh
        # Written by JamLab: keeps what HAProxy knows of its servers for the process that comes next.
        set -euf
        echo 'show servers state' | socat -t 5 - UNIX-CONNECT:/run/haproxy/admin.sock | while IFS= read -r line; do
          # shellcheck disable=SC2086
          set -- $line
          # The sixth word is 2 for a server that is up, and srv_addr in the heading.
          case ${"{6-}"} in 2|srv_addr|'') echo "$line";; esac
        done >{File}.new
        [ -s {File}.new ] && mv -f {File}.new {File}

        """;

    /// <summary>For the unit: what a stopped process knew is too old.</summary>
    public static HostText DropIn { get; } =
        $"""
        [Service]
        ExecStartPre=/bin/sh -c 'echo 1 >{File}'
        ExecReload=
        ExecReload=/usr/sbin/haproxy -Ws -f $CONFIG -c -q $EXTRAOPTS
        ExecReload=-{Program}
        ExecReload=/bin/kill -USR2 $MAINPID

        """;
}
