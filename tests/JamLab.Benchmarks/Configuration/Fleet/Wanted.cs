namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>What every host of the measured fleet should be, as data: each contender's way of saying it is made from this.</summary>
/// <param name="Size">How many resources a host has; their kinds keep their shares: of 40, 22 are plain files.</param>
internal sealed record Wanted(int Size)
{
    /// <summary>A file that every Debian has; lines are added to it.</summary>
    public const string LinesFile = "/etc/environment";

    /// <summary>Where lines about accounts begin to count; far from what a system gives out by itself.</summary>
    private const int FirstUid = 2000;

    // Each network namespace has its own of these, so that a container may set them.
    private static readonly (string Key, string Value)[] Settings =
    [
        ("net.ipv4.tcp_keepalive_time", "600"), ("net.ipv4.conf.all.send_redirects", "0"), ("net.ipv4.tcp_fin_timeout", "30"),
        ("net.ipv4.conf.all.log_martians", "1"), ("net.ipv4.tcp_keepalive_intvl", "30"), ("net.ipv4.tcp_keepalive_probes", "5"),
        ("net.ipv4.conf.default.send_redirects", "0"), ("net.ipv4.tcp_syn_retries", "5"), ("net.ipv4.tcp_synack_retries", "4"),
        ("net.ipv4.tcp_retries2", "12"), ("net.ipv4.tcp_slow_start_after_idle", "0"), ("net.ipv4.tcp_ecn", "1"),
        ("net.ipv4.conf.default.log_martians", "1"), ("net.ipv4.igmp_max_memberships", "30"), ("net.ipv4.tcp_retries1", "4"),
    ];

    public IReadOnlyList<string> Groups { get; } = [.. Some(Size / 40, i => $"fleet-g{i}")];

    public IReadOnlyList<(string Name, int Uid)> Users { get; } = [.. Some(Size / 20, i => ($"fleet-u{i}", FirstUid + i))];

    /// <summary>Mode 0750, owned by root and the first of <see cref="Groups"/>.</summary>
    public IReadOnlyList<string> Directories { get; } = [.. Some(Size / 8, i => $"/srv/fleet-{i:000}")];

    public IReadOnlyList<string> Lines { get; } = [.. Some(Size / 10, i => $"FLEET_{i:000}=on")];

    public IReadOnlyList<(string Key, string Value)> Sysctls { get; } = [.. Settings.Take(Math.Max(1, Size / 20))];

    /// <summary>Services that are enabled and active, and need no process for it.</summary>
    public IReadOnlyList<(string Name, string Text)> Units { get; } = [.. Some(Size / 20, i => ($"fleet-{i:000}.service", Unit(i)))];

    /// <summary>Files of about one kilobyte, mode 0644, owned by root.</summary>
    public IReadOnlyList<(string Path, string Text)> Files =>
        [.. Enumerable.Range(0, Math.Max(1, Size - Groups.Count - Users.Count - Directories.Count - Lines.Count - Sysctls.Count - (2 * Units.Count))).Select(i => ($"/etc/fleet-{i:000}.conf", Text(i)))];

    public static string UnitPath(string unit) => $"/etc/systemd/system/{unit}";

    private static IEnumerable<T> Some<T>(int count, Func<int, T> make) => Enumerable.Range(0, Math.Max(1, count)).Select(make);

    private static string Unit(int i) => $"""
        [Unit]
        Description=Unit {i} of the measured fleet

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/bin/true

        [Install]
        WantedBy=multi-user.target

        """;

    private static string Text(int i) =>
        $"# File {i} of the measured fleet\n" + string.Concat(Enumerable.Range(0, 24).Select(line => $"setting_{line:00} = value-{((i + 1) * 7919) + (line * 104729):x8} # kept the same\n"));
}
