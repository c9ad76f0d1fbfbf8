using System.Text.Json;
using System.Text.Json.Serialization;

namespace JamLab.Stages.Templates;

/// <summary>
/// <c>manifest.json</c>: what a template was made of and what it is. It is written last, so that its presence says that the build ended well.
/// </summary>
public sealed record TemplateManifest
{
    public const string FileName = "manifest.json";

    /// <summary>Manifests of another schema are not trusted: their template is built anew.</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    public required string Image { get; init; }

    /// <summary>64 hexadecimal digits over all of <see cref="Inputs"/>.</summary>
    public required string Fingerprint { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Wall-clock seconds of each phase of the build, in order.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>Input name to SHA-256 (files) or value (versions, sizes), so that a later plan can name what changed.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>The files of the template by name, relative to its folder.</summary>
    public required IReadOnlyDictionary<string, ManifestFile> Files { get; init; }

    /// <summary>Bytes that a machine sees of the disk before it is resized.</summary>
    public required long VirtualSize { get; init; }

    /// <summary>Null when the disk boots by itself.</summary>
    public string? KernelCommandLine { get; init; }

    /// <summary>Debian packages inside, name to version.</summary>
    public required IReadOnlyDictionary<string, string> Packages { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.TemplateManifest) + "\n";

    /// <summary>Reads a manifest; null when there is none, or it is cut short, or of another schema.</summary>
    public static TemplateManifest? Read(string folder)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, FileName));
            return JsonSerializer.Deserialize(stream, ManifestJson.Default.TemplateManifest) is { Schema: CurrentSchema } manifest ? manifest : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Size in bytes and SHA-256 of one file of a template.</summary>
public sealed record ManifestFile(long Size, string Sha256);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TemplateManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
