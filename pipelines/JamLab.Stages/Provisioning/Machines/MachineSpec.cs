using System.Text.Json.Serialization;

namespace JamLab.Stages.Provisioning.Machines;

/// <summary>One entry of the <c>machines</c> map that every Terraform module takes; names as in <c>variables.tf</c>.</summary>
public sealed record MachineSpec(
    [property: JsonPropertyName("hostname")] string HostName,
    [property: JsonPropertyName("fqdn")] string Fqdn,
    [property: JsonPropertyName("template")] string Template,
    [property: JsonPropertyName("cores")] int Cores,
    [property: JsonPropertyName("memory_mib")] long MemoryMib,
    [property: JsonPropertyName("disks")] IReadOnlyList<DiskSpec> Disks,
    [property: JsonPropertyName("nics")] IReadOnlyList<NicSpec> Nics,
    [property: JsonPropertyName("identity")] string Identity,
    [property: JsonPropertyName("ssh_port")] int SshPort);

/// <summary>One entry of the <c>templates</c> map; paths on this computer.</summary>
public sealed record TemplateSpec(
    [property: JsonPropertyName("disk")] string Disk,
    [property: JsonPropertyName("kernel")] string Kernel,
    [property: JsonPropertyName("initrd")] string Initrd,
    [property: JsonPropertyName("cmdline")] string CommandLine);

public sealed record DiskSpec([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("size_mib")] long SizeMib);

public sealed record NicSpec(
    [property: JsonPropertyName("network")] string Network,
    [property: JsonPropertyName("mac")] string Mac,
    [property: JsonPropertyName("address")] string Address);
