using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace JamLab.Stages.Templates;

/// <summary>
/// Names a template by everything that the user controls: the files of the image with their modes, and how we build. Not in it: what a mirror
/// holds today (it changes daily, and machines are not replaced for that; <c>--force</c> builds anew) and the tools' versions, which the
/// manifest records.
/// </summary>
public sealed record TemplateFingerprint(string Value, IReadOnlyDictionary<string, string> Inputs)
{
    // Raised when the code of this folder makes another template of the same inputs.
    private const string Builder = "1";

    public static TemplateFingerprint Of(ImageDefinition image)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["architecture"] = RuntimeInformation.OSArchitecture.ToString(),
            ["builder"] = Builder,
        };
        foreach (var (name, path) in image.Files())
        {
            using var content = File.OpenRead(path);
            var executable = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
            inputs[name] = Convert.ToHexStringLower(SHA256.HashData(content)) + (executable ? " x" : "");
        }

        return Of(inputs);
    }

    /// <summary>The fingerprint of these inputs; lengths go in too, so that no two different sets run together.</summary>
    public static TemplateFingerprint Of(IReadOnlyDictionary<string, string> inputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
            text.Append(name.Length).Append(' ').Append(name).Append(' ').Append(value.Length).Append(' ').Append(value).Append('\n');
        return new TemplateFingerprint(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))), inputs);
    }

    /// <summary>What differs from an earlier build, one short clause each.</summary>
    public IReadOnlyList<string> DifferencesFrom(IReadOnlyDictionary<string, string> earlier) =>
        [.. Inputs.Keys.Union(earlier.Keys).Order(StringComparer.Ordinal)
            .Select(name => (name, now: Inputs.GetValueOrDefault(name), then: earlier.GetValueOrDefault(name)))
            .Where(input => input.now != input.then)
            .Select(input => input switch
            {
                (_, _, null) => $"{input.name} is new",
                (_, null, _) => $"{input.name} is gone",
                _ when input.now.Split(' ')[0] == input.then.Split(' ')[0] => $"{input.name} has another mode",
                _ => $"{input.name} changed",
            })];
}
