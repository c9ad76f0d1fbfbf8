using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Stages.State;

namespace JamLab.Stages.Services.Systemd;

/// <summary>The unit that runs an instance: systemd.service(5), systemd.exec(5), and for containers podman-run(1) as podman's own generator of units calls it.</summary>
internal sealed class UnitText(ServiceDefinition definition, string version, Slot slot, Site site, IEnumerable<(string From, string To)> files, string environmentFile)
{
    // Longer than it takes most programs to end, and short beside systemd's 90 s, which a stuck one would hold up each update with.
    private const int StopSeconds = 15;

    private const string Sandbox =
        """
        NoNewPrivileges=true
        PrivateTmp=true
        PrivateDevices=true
        ProtectSystem=strict
        ProtectHome=true
        ProtectControlGroups=true
        ProtectKernelModules=true
        ProtectKernelTunables=true
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        RestrictSUIDSGID=true
        LockPersonality=true

        """;

    // The bridge takes its address from its first port: when that container goes, it would change, and those that stay would send to nobody until they ask again (half a minute). One that was set stays.
    private const string PinBridge = "ip link set podman0 address $(cat /sys/class/net/podman0/address)";

    /// <summary>Where a volume's data lies on the host.</summary>
    public static string VolumeFolder(string service, string volume) => $"/var/lib/{VolumeState(service, volume)}";

    /// <summary>Where an export is mounted: a packaged program finds its data only where it looks for it, all others are shown theirs there.</summary>
    public static string ShareFolder(ServiceDefinition definition, DefinedVolume volume) =>
        definition.Kind == ServiceKind.Unit ? volume.Path : VolumeFolder(definition.Name, volume.Name);

    public HostText Text => definition.Kind switch
    {
        ServiceKind.Image => $"{Head}{Container}{Common}{Foot}",
        ServiceKind.Command => $"{Head}{Program}{Common}{Foot}",
        _ => $"# Written by JamLab: the service {definition.Name}, version {version}.\n{(Shares.Length == 0 ? "" : $"[Unit]\n{Shares}")}[Service]\n{Environment}{Limits}",
    };

    private string Head =>
        $"""
        # Written by JamLab; changes here are lost.
        [Unit]
        Description=Service {definition.Name}, version {version}
        Wants=network-online.target
        After=network-online.target
        StartLimitIntervalSec=0
        {Shares}
        [Service]

        """;

    private string Shares => string.Concat(definition.Volumes.Where(volume => volume.Nfs is not null).Select(volume => $"RequiresMountsFor={ShareFolder(definition, volume)}\n"));

    private string Program =>
        $"""
        Type=exec
        ExecStart=/bin/sh -c {UnitWords.Argument(definition.Program)}
        DynamicUser=true
        User={User}
        {Environment}{Files}{string.Concat(definition.Volumes.Select(volume => $"BindPaths={VolumeFolder(definition.Name, volume.Name)}:{volume.Path}\n"))}{Ports}{Sandbox}
        """;

    // A port below 1024, where no slot chooses another.
    private string Ports => slot.Ports.Values.Any(port => port < 1024) ? "AmbientCapabilities=CAP_NET_BIND_SERVICE\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE\n" : "CapabilityBoundingSet=\n";

    private string Container
    {
        get
        {
            var words = new List<string> { "/usr/bin/podman", "run", $"--name={slot.Name}", "--cidfile=%t/%N.cid", "--replace", "--rm", site.IsContainer ? "--cgroups=disabled" : "--cgroups=split", "--sdnotify=conmon", "-d", "--pull=missing" };
            words.AddRange(definition.Ports.Select(port => $"--publish={site.Address}:{slot.Ports[port.Key]}:{port.Value}"));
            words.AddRange(definition.Environment.Keys.Concat(definition.Secrets.Keys).Select(name => $"--env={name}"));
            words.AddRange(files.Select(file => UnitWords.Argument($"--volume={file.From}:{file.To}:ro")));
            words.AddRange(definition.Volumes.Select(volume => UnitWords.Argument($"--volume={VolumeFolder(definition.Name, volume.Name)}:{volume.Path}{(volume.Nfs is null ? ":U" : "")}")));
            words.Add(UnitWords.Argument(definition.Program));
            return $"""
                Type=notify
                NotifyAccess=all
                Delegate=yes
                KillMode=mixed
                ExecStartPre=/bin/rm -f %t/%N.cid
                ExecStart={string.Join(" \\\n    ", words)}
                ExecStartPost=-/bin/sh -c {UnitWords.Argument(PinBridge)}
                ExecStop=/usr/bin/podman stop -i -t {StopSeconds - 5} --cidfile=%t/%N.cid
                ExecStopPost=-/usr/bin/podman rm -f -i --cidfile=%t/%N.cid
                {Environment}
                """;
        }
    }

    private string Environment
    {
        get
        {
            var text = new StringBuilder();
            if (definition.Kind == ServiceKind.Command)
            {
                foreach (var (name, port) in ServicePorts.Variables(definition, slot))
                    text.Append($"Environment={UnitWords.Assignment(name, $"{port}")}\n");
            }

            foreach (var (name, value) in definition.Environment)
                text.Append($"Environment={UnitWords.Assignment(name, value)}\n");
            if (definition.Secrets.Count > 0)
                text.Append($"EnvironmentFile={environmentFile}\n");
            return text.ToString();
        }
    }

    private string Files => string.Concat(files.Select(file => $"BindReadOnlyPaths={file.From}:{file.To}\n"));

    // Its owner is the service's user, whichever number that has today.
    private string Common =>
        string.Concat(definition.Volumes.Where(volume => volume.Nfs is null).Select(volume => $"StateDirectory={VolumeState(definition.Name, volume.Name)}\n")) +
        $"Restart=always\nRestartSec=1\nTimeoutStopSec={StopSeconds}\n{Limits}";

    private string Limits =>
        (definition.Memory is { } memory ? $"MemoryMax={memory}\n" : "") +
        (definition.Cpu is { } cpu ? $"CPUWeight={Math.Clamp(cpu / 10, 1, 10000)}\n" : "");

    private static string Foot => "\n[Install]\nWantedBy=multi-user.target\n";

    // Names of accounts have 31 characters at most.
    private string User => definition.Name.Length <= 28 ? $"jl-{definition.Name}" : $"jl-{StableHash.Hex(definition.Name, 16)}";

    private static string VolumeState(string service, string volume) => $"jamlab/{service}/{volume}";
}
