using System.Text.Json;
using System.Text.Json.Serialization;

namespace JamLab.Stages.Templates;

/// <summary>What Packer is told, as <c>build.auto.pkrvars.json</c>; a template declares those that it uses.</summary>
internal sealed record PackerVariables
{
    public required string BaseDisk { get; init; }

    public required long DiskMib { get; init; }

    public required string Kernel { get; init; }

    public required string Initrd { get; init; }

    public required string KernelCommandLine { get; init; }

    public required string PrivateKeyFile { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>A folder that Packer makes; the disk is in it.</summary>
    public required string Output { get; init; }

    /// <summary>A NoCloud seed (<c>user-data</c>, <c>meta-data</c>) that lets <see cref="PublicKey"/> in, for disks that start with cloud-init.</summary>
    public required string SeedFolder { get; init; }

    public required string SerialLog { get; init; }

    public required string PackagesFile { get; init; }

    public required string Qemu { get; init; }

    public required string Accelerator { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, PackerVariablesJson.Default.PackerVariables);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PackerVariables))]
internal sealed partial class PackerVariablesJson : JsonSerializerContext;
