using System.Net;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;
using JamLab.Inventory.Text;

namespace JamLab.Inventory.Format;

using Hosts = IReadOnlyList<Named<HostRange, Section>>;
using Names = IReadOnlyList<Sourced<string>>;
using Sections = IReadOnlyList<Named<string, Section>>;

/// <summary>Schema 1: every key of <c>inventory.yml</c>. Reader, JSON schema and docs/inventory.md follow from it.</summary>
internal static partial class InventoryFormat
{
    private static readonly ListShape<string> GroupNames = new(Scalars.Reference("group"), "groups");

    // What defaults, groups and VMs share.
    public static readonly Key<string> Template = new("template", Scalars.Reference("template"), "The image that the root disk starts from: a folder under images/.") { Also = ["image", "os", "iso", "base", "clone"] };
    public static readonly Key<int> Cores = new("cores", Scalars.Number(1, 1024, "2"), "Virtual CPUs.") { Also = ["cpu", "cpus", "vcpu", "vcpus"] };
    public static readonly Key<ByteSize> Memory = new("memory", Scalars.Memory, "RAM, with its unit.") { Also = ["ram", "mem", "memory_mb"] };
    public static readonly Key<ByteSize> Disk = new("disk", Scalars.DiskSize, "Size of the root disk, with its unit; short for disks: {root: …}.") { Also = ["disk_size", "storage_size", "hdd", "size"] };
    public static readonly Key<ByteSize> DiskSize = new("size", Scalars.DiskSize, "Size of the disk, with its unit.") { Required = true };
    public static readonly Key<string> DiskStorage = new("storage", Scalars.Text("storage"), "Where the hypervisor keeps the disk; hypervisor.storage unless given.");
    public static readonly Key<Sections> Disks = new("disks", new MapShape<string, Section>("disks", Scalars.Word, NameText.WordPattern,
        new RecordShape("a disk", DiskSize, DiskStorage) { Short = DiskSize }), "Disks by name, as a size or {size, storage}; root is the first, the others follow in order.");
    public static readonly Key<string> Node = new("node", Scalars.Reference("node"), "The hypervisor node that a VM lives on; needless while there is one only.") { Also = ["target_node", "host"] };
    public static readonly Key<int> StartOrder = new("start_order", Scalars.Number(0, 1000, "1"), "VMs with a lower number start first; 0 unless given.") { Also = ["order", "boot_order", "startup"] };
    public static readonly Key<Names> After = new("after", new ListShape<string>(Scalars.Reference("VM"), "VMs"), "VMs that must be ready before this one starts.") { Also = ["depends_on", "needs", "requires"] };
    public static readonly Key<TimeSpan> ReadyWithin = new("ready_within", Scalars.Duration, "How long a VM may take from its start until it is ready.") { Also = ["timeout", "boot_timeout", "ready_timeout"] };
    public static readonly Key<string> Network = new("network", Scalars.Reference("network"), "The network that address stands in; needless, since the address tells it.") { Also = ["net", "bridge", "vlan"] };
    public static readonly Key<Names> Groups = new("groups", GroupNames, "Groups it belongs to; a group's settings come to its members, the last group's win.") { Also = ["group", "tags", "parents"] };
    public static readonly Key<Names> Roles = new("roles", new ListShape<string>(Scalars.Reference("role"), "roles"), "What is configured on it, in this order; those of defaults and groups come first.") { Also = ["role"] };
    public static readonly Key<Names> Users = new("users", new ListShape<string>(Scalars.Reference("user"), "users"), "Accounts on it, in addition to those of defaults and groups.") { Also = ["user", "accounts"] };
    public static readonly Key<bool> Server = new("server", Scalars.Boolean, "Whether its consul, nomad and vault are servers, which vote, or clients.");

    public static readonly Key<Sections> Parameters = new("parameters", new ParameterShape(), "How its roles are to be, by role and parameter (docs/roles.md); what stands nearer the host wins: lab, defaults, groups, the host itself.") { Also = ["params", "vars", "variables", "settings", "role_vars"] };

    // One host.
    public static readonly Key<IPAddress> Address = new("address", Scalars.Address, "Its address; a range counts up from it.") { Also = ["ip", "ipv4", "ip_address", "addr", "ansible_host"] };
    public static readonly Key<string> Mac = new("mac", Scalars.Mac, "Its MAC address; derived from lab, host and network unless given. A range counts up.") { Also = ["mac_address", "hwaddr", "hwaddress"] };
    public static readonly Key<string> NicNetwork = new("network", Scalars.Reference("network"), "The interface's network; needless, since the address tells it.");
    public static readonly Key<IPAddress> NicAddress = new("address", Scalars.Address, "The interface's address.") { Required = true, Also = ["ip", "ipv4"] };
    public static readonly Key<IReadOnlyList<Sourced<Section>>> Nics = new("nics", new ListShape<Section>(new RecordShape("a network interface", NicNetwork, NicAddress, Mac), "network interfaces"), "Interfaces, for a host with more than one, instead of address; the first is how others know it.") { Also = ["interfaces", "networks", "network_interfaces"] };
    public static readonly Key<int> VmId = new("vm_id", Scalars.Number(100, 999_999_999, "120"), "The VM's number at the hypervisor; a range counts up from it.") { Also = ["vmid", "id"] };
    public static readonly Key<PhysicalKind> PhysicalKind = new("kind", Scalars.Choice("kind of host",
        ("node", Model.PhysicalKind.Node), ("raspberry-pi", Model.PhysicalKind.RaspberryPi), ("nas", Model.PhysicalKind.Nas), ("other", Model.PhysicalKind.Other)), "What it is: node (of the hypervisor), raspberry-pi, nas or other.")
    { Required = true, Also = ["type"] };
    public static readonly Key<int> CapacityCores = new("cores", Scalars.Number(1, 4096, "32"), "CPU threads.") { Also = ["cpu", "cpus", "threads"] };
    public static readonly Key<ByteSize> CapacityMemory = new("memory", Scalars.Memory, "RAM that VMs may be promised.") { Also = ["ram"] };
    public static readonly Key<ByteSize> CapacityDisk = new("disk", Scalars.DiskSize, "Disk that VMs may be promised.") { Also = ["storage"] };
    public static readonly Key<Section> Capacity = new("capacity", new RecordShape("a capacity", CapacityCores, CapacityMemory, CapacityDisk), "What a node can give; promising VMs more is a warning.");

    // The lab.
    public static readonly Key<Cidr> Cidr = new("cidr", Scalars.Network, "The network in CIDR notation.") { Required = true, Also = ["subnet", "network", "range"] };
    public static readonly Key<IPAddress> Gateway = new("gateway", Scalars.Address, "The router outwards; none for a network without one.") { Also = ["router", "gw"] };
    public static readonly Key<IReadOnlyList<Sourced<IPAddress>>> Dns = new("dns", new ListShape<IPAddress>(Scalars.Address, "IPv4 addresses"), "Name servers that hosts on it ask.") { Also = ["nameservers", "dns_servers", "resolvers"] };
    public static readonly Key<int> Vlan = new("vlan", Scalars.Number(1, 4094, "20"), "The 802.1Q tag; none for an untagged network.") { Also = ["tag", "vlan_id"] };
    public static readonly Key<string> Bridge = new("bridge", Scalars.Text("bridge", "vmbr0"), "The hypervisor's bridge that VMs are plugged into.");
    public static readonly Key<string> LabName = new("name", Scalars.Word, "The lab's name.") { Required = true };
    public static readonly Key<string> Domain = new("domain", Scalars.Domain, "Completes every host's name.") { Required = true };
    public static readonly Key<string> TimeZone = new("time_zone", Scalars.TimeZone, "The hosts' time zone; Etc/UTC unless given.") { Also = ["timezone", "tz"] };
    public static readonly Key<Sections> Networks = new("networks", new MapShape<string, Section>("networks", Scalars.Word, NameText.WordPattern, new RecordShape("a network", Cidr, Gateway, Dns, Vlan, Bridge)), "Networks by name; a host's address tells which one it is on.") { Required = true, Also = ["network", "subnets"] };

    public static readonly Key<HypervisorKind> HypervisorKind = new("kind", Scalars.Choice("hypervisor", ("qemu", Model.HypervisorKind.Qemu), ("nspawn", Model.HypervisorKind.Nspawn), ("proxmox", Model.HypervisorKind.Proxmox)), "Who makes the VMs: qemu or nspawn on this computer, or proxmox.") { Required = true, Also = ["type", "provider"] };
    public static readonly Key<string> Endpoint = new("endpoint", Scalars.Url, "Proxmox: where its API listens.") { Also = ["url", "api_url", "api"] };
    public static readonly Key<string> Storage = new("storage", Scalars.Text("storage", "local-lvm"), "Proxmox: the storage that disks are made on.") { Also = ["datastore"] };
    public static readonly Key<Secret> Token = new("token", new SecretShape(), "Proxmox: the API token, sealed with !vault.") { Also = ["api_token"] };

    // People.
    public static readonly Key<Names> Keys = new("keys", new ListShape<string>(Scalars.PublicKey, "OpenSSH public keys"), "OpenSSH public keys that let in; a key of its own is made for every environment anyway.") { Also = ["key", "ssh_keys", "authorized_keys", "public_keys", "ssh_authorized_keys"] };
    public static readonly Key<bool> Sudo = new("sudo", Scalars.Boolean, "Whether it may become root without a password.") { Also = ["admin", "wheel", "root"] };
    public static readonly Key<string> Shell = new("shell", Scalars.Path, "The login shell; the system's default unless given.");
    public static readonly Key<Names> UnixGroups = new("groups", new ListShape<string>(Scalars.User, "Unix groups"), "Unix groups in addition to its own.");
    public static readonly Key<Secret> Password = new("password", new SecretShape(), "A password for the console, sealed with !vault; SSH takes keys only.");


    // The file.
    public static readonly Key<int> SchemaVersion = new("schema", new ScalarShape<int>("1", "the version of the format, 1", SchemaText, json => json["enum"] = new System.Text.Json.Nodes.JsonArray(1)), "The version of the format.") { Required = true, Also = ["version", "schema_version", "apiversion"] };
    public static readonly Key<Section> Lab = new("lab", new RecordShape("the lab", LabName, Domain, TimeZone, Networks, ServiceFormat.LabRuntime, Parameters), "What holds for the whole lab.") { Required = true };
    public static readonly Key<Section> Hypervisor = new("hypervisor", new RecordShape("the hypervisor", HypervisorKind, Endpoint, Storage, Token) { Short = HypervisorKind }, "Who makes the VMs; one word, or a mapping.") { Required = true, Also = ["provider", "hypervisors"] };
    public static readonly Key<Section> Defaults = new("defaults", new RecordShape("defaults", Template, Cores, Memory, Disk, Disks, Node, StartOrder, ReadyWithin, Network, Groups, Roles, Users, Parameters), "What every VM has unless a group or the VM itself says otherwise.") { Also = ["default", "all"] };
    public static readonly Key<Sections> AllUsers = new("users", new MapShape<string, Section>("users", Scalars.User, NameText.UserPattern, new RecordShape("a user", Keys, Sudo, Shell, UnixGroups, Password) { MayBeEmpty = true }), "Accounts by name.") { Also = ["user", "accounts"] };
    public static readonly Key<Sections> AllGroups = new("groups", new MapShape<string, Section>("groups", Scalars.Word, NameText.WordPattern, new RecordShape("a group", Groups, Roles, Users, Parameters, Server, Template, Cores, Memory, Disk, Disks, Node, StartOrder, After, ReadyWithin, Network) { MayBeEmpty = true }), "Groups by name, with what their members inherit.") { Also = ["group"] };
    public static readonly Key<Hosts> PhysicalHosts = new("hosts", new MapShape<HostRange, Section>("physical hosts", Scalars.Hosts, HostRange.Pattern, new RecordShape("a physical host", PhysicalKind, Address, Nics, Mac, Network, Groups, Roles, Users, Parameters, Server, Capacity)), "Physical hosts by name: hypervisor nodes, Raspberry Pis, NAS.") { Also = ["physical", "physical_hosts", "nodes", "machines", "servers"] };
    public static readonly Key<Hosts> Vms = new("vms", new MapShape<HostRange, Section>("VMs", Scalars.Hosts, HostRange.Pattern, new RecordShape("a VM", Address, Nics, Mac, Network, Groups, Roles, Users, Parameters, Server, Template, Cores, Memory, Disk, Disks, Node, VmId, StartOrder, After, ReadyWithin)), "VMs by name; vb[0..2] is vb0, vb1 and vb2, with addresses and ids counted up.") { Also = ["vm", "virtual_machines", "guests", "instances"] };
    public static readonly Key<Sections> Services = new("services", new MapShape<string, Section>("services", Scalars.Word, NameText.WordPattern, ServiceFormat.Record), "What runs on the lab, by name.") { Also = ["service", "apps"] };

    public static readonly Key<Section> Ci = new("ci", CiFormat.Record, "What GitHub does for the lab (docs/workflows.md); without it pull requests are rehearsed, and nothing else.") { Also = ["github", "github_actions", "actions", "workflows", "pipeline"] };

    public static readonly RecordShape File = new("an inventory", SchemaVersion, Lab, Hypervisor, Defaults, AllUsers, AllGroups, PhysicalHosts, Vms, Services, Ci);

    private static Parsed<int> SchemaText(string text) =>
        text == "1" ? 1 : new Mistake(Diagnostics.Codes.SchemaVersion, $"{Show.Value(text)} is not a version of the format that is known here", int.TryParse(text, out var version) && version > 1 ? "the file is for a newer JamLab; update this one, or write schema: 1" : "write schema: 1");
}
