using System.Text.Json.Nodes;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;

namespace JamLab.Inventory.Format;

using Names = IReadOnlyList<Sourced<string>>;

/// <summary>The keys of a service; a type of its own, since keys are made in the order of their file and the inventory's own need these.</summary>
internal static class ServiceFormat
{
    private static readonly ScalarShape<int> PortNumber = Scalars.Number(1, 65535, "8080");
    private static readonly ScalarShape<string> PortName = new("port name", "the name of a port", ServiceText.ParsePortName, Scalars.Pattern(ServiceText.PortNamePattern), "http");
    private static readonly ScalarShape<string> HostPath = new("absolute path", "an absolute path", ServiceText.ParseHostPath, Scalars.Pattern(ServiceText.HostPathPattern), "/srv/www");
    private static readonly ScalarShape<string> Source = new("path in the environment", "a path below the environment's folder", ServiceText.ParseSource, Scalars.Pattern(ServiceText.SourcePattern), "files/www");
    private static readonly ScalarShape<string> Variable = new("variable", "an environment variable", ServiceText.ParseVariable, Scalars.Pattern(ServiceText.VariablePattern), "LOG_LEVEL");
    private static readonly ScalarShape<string> Line = new("one line", "one line of text", ServiceText.ParseLine, Scalars.Pattern(ServiceText.LinePattern));
    private static readonly ScalarShape<string> VariableText = new("text", "a text", ServiceText.ParseValue, json => json["type"] = new JsonArray("string", "number", "boolean"));
    private static readonly ScalarShape<NfsPath> Export = new("NFS export", "an NFS export", ServiceText.ParseNfs, Scalars.Pattern(ServiceText.NfsPattern), "nas0:/srv/media");

    // Who runs it, and where.
    public static readonly Key<ServiceRuntime> Runtime = new("runtime", Scalars.Choice("runtime", ("systemd", ServiceRuntime.Systemd), ("nomad", ServiceRuntime.Nomad)), "Who runs it: systemd on hosts that JamLab chooses, or nomad; lab.runtime unless given.") { Also = ["driver", "orchestrator", "scheduler"] };
    public static readonly Key<ServiceRuntime> LabRuntime = new("runtime", Scalars.Choice("runtime", ("systemd", ServiceRuntime.Systemd), ("nomad", ServiceRuntime.Nomad)), "Who runs services that do not say it: systemd, which is meant unless given, or nomad.") { Also = ["orchestrator", "scheduler"] };
    public static readonly Key<string> Group = new("group", Scalars.Reference("group"), "The group whose hosts may run it; this or host.") { Also = ["groups"] };
    public static readonly Key<string> Host = new("host", Scalars.Reference("host"), "The one host that runs it; this or group.") { Also = ["hosts", "node", "vm"] };
    public static readonly Key<int> Count = new("count", Scalars.Number(1, 1000, "2"), "How many instances; 1 unless given.") { Also = ["replicas", "instances", "scale"] };
    public static readonly Key<Names> OnlyHosts = new("hosts", new ListShape<string>(Scalars.Reference("host"), "hosts"), "Only these of the group's hosts.") { Also = ["host"] };
    public static readonly Key<Names> OnlyRoles = new("roles", new ListShape<string>(Scalars.Reference("role"), "roles"), "Only hosts with all of these roles.") { Also = ["role"] };
    public static readonly Key<bool> Distinct = new("distinct", Scalars.Boolean, "Whether each instance has a host to itself; true unless given, and only Nomad can do otherwise.") { Also = ["distinct_hosts", "spread"] };
    public static readonly Key<Section> Constraints = new("constraints", new RecordShape("constraints", OnlyHosts, OnlyRoles, Distinct), "Which hosts of the group may run it.") { Also = ["constraint", "placement", "affinity"] };
    public static readonly Key<Names> DependsOn = new("depends_on", new ListShape<string>(Scalars.Reference("service"), "services"), "Services that must be up before it.") { Also = ["after", "needs", "requires"] };

    // What runs: one of these four.
    public static readonly Key<string> Image = new("image", Scalars.Text("container image", "docker.io/library/nginx:1.29"), "The container image; this, command, unit or job.");
    public static readonly Key<string> Command = new("command", Line, "A command line to run on the host; it listens on the port in its environment variable PORT, and in PORT_<NAME> for others.") { Also = ["cmd", "exec", "exec_start", "run", "entrypoint", "program"], Example = "busybox httpd -f -p $PORT -h /srv/www" };
    public static readonly Key<string> Unit = new("unit", new ScalarShape<string>("systemd unit", "a systemd service unit", ServiceText.ParseUnit, Scalars.Pattern(ServiceText.UnitPattern), "nginx.service"), "A systemd unit that a package brings; it listens on the port that stands here.") { Also = ["service", "systemd", "systemd_unit"] };
    public static readonly Key<string> Job = new("job", Source, "A Nomad job in HCL, which says all else itself; a path relative to the environment's folder.") { Also = ["nomad", "nomad_job", "hcl", "job_file"] };
    public static readonly Key<Names> Packages = new("packages", new ListShape<string>(new ScalarShape<string>("Debian package", "a Debian package", ServiceText.ParsePackage, Scalars.Pattern(ServiceText.PackagePattern), "busybox"), "Debian packages"), "Debian packages that command or unit needs on the host.") { Also = ["package", "apt"] };
    public static readonly Key<IReadOnlyList<Named<string, Sourced<string>>>> Files = new("files", new MapShape<string, Sourced<string>>("files", HostPath, ServiceText.HostPathPattern, new PlacedShape<string>(Source)), "Files and folders on its hosts: the path there, and where they lie in the environment's folder.") { Also = ["file", "configs", "copy", "templates"] };
    public static readonly Key<IReadOnlyList<Named<string, Sourced<string>>>> Environment = new("environment", new MapShape<string, Sourced<string>>("variables", Variable, ServiceText.VariablePattern, new PlacedShape<string>(VariableText)), "Environment variables.") { Also = ["env", "envs", "vars", "variables"] };
    public static readonly Key<IReadOnlyList<Named<string, ServiceSecret>>> Secrets = new("secrets", new MapShape<string, ServiceSecret>("secrets", Variable, ServiceText.VariablePattern, new SecretReferenceShape()), "Environment variables that hold secrets: each the name of a secret of the environment, made up at first use, or a value sealed with !vault.") { Also = ["secret", "secret_env"] };

    // Its ports and names.
    public static readonly Key<Names> HostNames = new("host_names", new ListShape<string>(Scalars.HostName, "DNS names"), "DNS names that lead to it through the lab's proxy; one without a dot is completed by lab.domain.") { Also = ["hostnames", "hostname", "domains", "names", "urls"] };
    public static readonly Key<int> Port = new("port", PortNumber, "The port that it listens on; short for ports: {http: …}.") { Also = ["listen"] };
    public static readonly Key<IReadOnlyList<Named<string, Sourced<int>>>> Ports = new("ports", new MapShape<string, Sourced<int>>("ports", PortName, ServiceText.PortNamePattern, new PlacedShape<int>(PortNumber)), "Its ports by name; names lead to http, or to the only one.");
    public static readonly Key<Exposure> Exposure = new("exposure", Scalars.Choice("exposure", ("internal", Model.Exposure.Internal), ("external", Model.Exposure.External), ("none", Model.Exposure.None)), "Who reaches its names through the proxy: internal (the lab's networks), which is meant unless given, external (anybody), or none.") { Also = ["expose", "exposed", "visibility", "public", "access"] };

    // Its data.
    public static readonly Key<string> VolumePath = new("path", HostPath, "Where the service sees it.") { Required = true, Also = ["mount", "target", "to"] };
    public static readonly Key<NfsPath> Nfs = new("nfs", Export, "The NFS export that it lies on; a folder of the service's host unless given.") { Also = ["server", "source", "export"] };
    public static readonly Key<bool> VolumeBackup = new("backup", Scalars.Boolean, "Whether backups hold it; false unless given.") { Also = ["backed_up", "backups"] };
    public static readonly Key<IReadOnlyList<Named<string, Section>>> Volumes = new("volumes", new MapShape<string, Section>("volumes", Scalars.Word, NameText.WordPattern, new RecordShape("a volume", VolumePath, Nfs, VolumeBackup) { Short = VolumePath }), "Data that outlives its instances, by name.") { Also = ["volume", "mounts", "storage"] };
    public static readonly Key<string> BackupCommand = new("command", Line, "Run beside the service before its volumes are read, such as a database's dump.") { Also = ["hook", "before", "pre", "dump"], Example = "pg_dumpall -U postgres -f /var/lib/postgresql/dump.sql" };
    public static readonly Key<int> Keep = new("keep", Scalars.Number(1, 1000, "7"), "How many backups are kept; 7 unless given.") { Also = ["retention", "generations", "count"] };
    public static readonly Key<ServiceBackup> BackupTo = new("to", new ScalarShape<ServiceBackup>("path or NFS export", "an absolute path or an NFS export", ServiceText.ParseBackupPlace, Scalars.Pattern(ServiceText.BackupPattern), "/srv/backups", "nas0:/srv/backups"), "Where backups go: a folder of this computer, or an NFS export.") { Also = ["path", "target", "destination", "nfs"] };
    public static readonly Key<Section> Backup = new("backup", new RecordShape("a backup", BackupCommand, Keep, BackupTo), "How its volumes are backed up.") { Also = ["backups"] };

    // How it is kept well.
    public static readonly Key<string> CheckHttp = new("http", new ScalarShape<string>("path of a request", "the path of a request", ServiceText.ParseRequest, Scalars.Pattern(ServiceText.RequestPattern), "/health"), "A path that answers 200 to 399 when all is well.") { Also = ["path", "url", "get", "https"] };
    public static readonly Key<string> CheckCommand = new("command", Line, "A command beside the service that ends with exit code 0 when all is well.") { Also = ["exec", "script", "cmd", "test"], Example = "pg_isready -U postgres" };
    public static readonly Key<string> CheckPort = new("port", PortName, "The name of the port that is asked; the one that names lead to unless given. Without http and command, that it is open is enough.") { Also = ["tcp"] };
    public static readonly Key<TimeSpan> Interval = new("interval", Scalars.Duration, "How often it is asked; 2s unless given.") { Also = ["every", "period"] };
    public static readonly Key<TimeSpan> Timeout = new("timeout", Scalars.Duration, "How long an answer may take; 2s unless given.");
    public static readonly Key<Section> Check = new("check", new RecordShape("a check", CheckHttp, CheckCommand, CheckPort, Interval, Timeout) { Short = CheckHttp }, "How to tell that an instance is well: an http path, a command, or, without either, that its port is open.") { Also = ["healthcheck", "health_check", "health", "checks", "probe", "readiness"] };
    public static readonly Key<int> Cpu = new("cpu", Scalars.Number(1, 1_000_000, "500"), "MHz.") { Also = ["cpus", "cores", "mhz"] };
    public static readonly Key<ByteSize> Memory = new("memory", Scalars.ServiceMemory, "Memory, with its unit; an instance that wants more is stopped.") { Also = ["ram", "mem", "memory_mb", "mem_limit"] };
    public static readonly Key<Section> Resources = new("resources", new RecordShape("resources", Cpu, Memory), "What one instance may take; no limit unless given.") { Also = ["limits", "resource"] };
    public static readonly Key<int> Parallel = new("parallel", Scalars.Number(1, 1000, "1"), "How many instances are changed at the same time; 1 unless given.") { Also = ["max_parallel", "parallelism", "at_once"] };
    public static readonly Key<int> Canary = new("canary", Scalars.Number(0, 1000, "1"), "How many instances are changed before all others, which follow when those are well; 0 unless given.") { Also = ["canaries"] };
    public static readonly Key<TimeSpan> HealthyWithin = new("healthy_within", Scalars.Duration, "How long an instance may take from its start until it is well; 60s unless given.") { Also = ["healthy_deadline", "deadline", "timeout", "ready_within"] };
    public static readonly Key<bool> AutoRevert = new("auto_revert", Scalars.Boolean, "Whether the version before comes back where the new one does not become well; true unless given.") { Also = ["rollback", "revert", "auto_rollback"] };
    public static readonly Key<Section> Update = new("update", new RecordShape("an update", Parallel, Canary, HealthyWithin, AutoRevert), "How a new version takes the old one's place.") { Also = ["deploy", "rollout", "update_policy", "strategy"] };

    public static readonly RecordShape Record = new("a service",
        HostNames, Runtime, Group, Host, Count, Constraints, Image, Command, Unit, Job, Packages, Files, Port, Ports, Environment, Secrets, Volumes, Check, Resources, Update, Exposure, DependsOn, Backup);
}
