using System.Globalization;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JamLab.Stages.Templates;

/// <summary>Reads <c>image.yml</c>, and says everything that is wrong with it at once.</summary>
internal sealed class ImageFile(string images, string name, List<Diagnostic> problems)
{
    private static readonly string[] Keys = ["include", "disk", "kernel_command_line", "debian", "cloud_image"];

    private readonly string _folder = Path.Combine(images, name);
    private readonly string _shown = $"images/{name}/{ImageDefinition.FileName}";

    public static ImageDefinition? Read(string images, string name, List<Diagnostic> problems) => new ImageFile(images, name, problems).Read();

    private ImageDefinition? Read()
    {
        var path = Path.Combine(_folder, ImageDefinition.FileName);
        if (!File.Exists(path))
        {
            problems.Add(new Diagnostic("JAM0801", Severity.Error, null, $"there is no image '{name}': images/{name}/{ImageDefinition.FileName} does not exist",
                $"the images are {string.Join(", ", ImageDefinition.Names(images))}"));
            return null;
        }

        var before = problems.Count;
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(File.ReadAllText(path)));
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }])
            {
                var image = Image(root);
                return problems.Count == before ? image : null;
            }

            Error(null, "an image is one mapping", "start with the key debian: or cloud_image:");
        }
        catch (YamlException exception)
        {
            problems.Add(new Diagnostic("JAM0802", Severity.Error, new SourceSpan(_shown, (int)exception.Start.Line, (int)exception.Start.Column), exception.Message));
        }

        return null;
    }

    private ImageDefinition Image(YamlMappingNode root)
    {
        Known(root, Keys);
        var debian = Map(root, "debian") is { } map ? Debian(map) : null;
        var cloud = Map(root, "cloud_image") is { } other ? Cloud(other) : null;
        if (debian is null == cloud is null)
            Error(root, "an image has either debian: (a root from a package mirror) or cloud_image: (a disk by address)", "keep one of them");
        var starts = root.Children.TryGetValue("kernel_command_line", out var line);
        if (cloud is not null && starts)
            Error(line, "kernel_command_line: does nothing for a cloud image, which starts with its own boot loader", "remove it");
        if (debian is not null && !starts)
            Error(root, "an image with debian: has no boot loader and needs kernel_command_line:", "for example root=LABEL=root rw console=ttyS0");
        return new ImageDefinition(name, _folder, Included(root), Disk(root), Text(root, "kernel_command_line"), debian, cloud);
    }

    private DebianBase Debian(YamlMappingNode map)
    {
        Known(map, ["release", "mirror", "packages"]);
        var packages = map.Children.TryGetValue("packages", out var node) && node is YamlSequenceNode list ? list.OfType<YamlScalarNode>().Select(one => one.Value!).ToList() : [];
        foreach (var bad in packages.Where(one => one.Length < 2 || one.Any(c => !char.IsAsciiLetterOrDigit(c) && !"+-.:".Contains(c, StringComparison.Ordinal))))
            Error(node, $"'{bad}' is not the name of a package");
        if (packages.Count == 0)
            Error(map, "debian: has no packages", "at least a kernel, an init system, openssh-server and cloud-init, each on a line under packages:");
        var release = Required(map, "release");
        return new DebianBase(release, Address(map, "mirror"), packages);
    }

    private CloudBase Cloud(YamlMappingNode map)
    {
        Known(map, ["url", "sha512"]);
        var sha512 = Required(map, "sha512").ToLowerInvariant();
        if (sha512.Length != 0 && (sha512.Length != 128 || !sha512.All(char.IsAsciiHexDigit)))
            Error(map["sha512"], $"'{sha512[..Math.Min(16, sha512.Length)]}…' is not a SHA-512 of 128 hexadecimal digits", "the publisher's SHA512SUMS has it");
        Required(map, "url");
        return new CloudBase(Address(map, "url") ?? new Uri("file:///"), sha512);
    }

    private IReadOnlyList<string> Included(YamlMappingNode root)
    {
        if (!root.Children.TryGetValue("include", out var node))
            return [];
        var names = node is YamlSequenceNode list ? list.Children : [node];
        foreach (var one in names.Where(one => one is not YamlScalarNode { Value.Length: > 0 }))
            Error(one, "'include' names a folder, or is a list of such names");
        var folders = names.OfType<YamlScalarNode>().Where(one => one.Value is { Length: > 0 }).Select(one => (Node: one, Path: Path.Combine(images, one.Value!))).ToList();
        foreach (var (one, _) in folders.Where(folder => !Directory.Exists(folder.Path) || folder.Node.Value!.Contains("..", StringComparison.Ordinal)))
            Error(one, $"there is no folder images/{one.Value}", "include: names folders beside the image's own");
        return [.. folders.Select(folder => folder.Path)];
    }

    private ByteSize Disk(YamlMappingNode root)
    {
        var text = Required(root, "disk");
        var unit = text.EndsWith("GiB", StringComparison.Ordinal) ? 1024 : text.EndsWith("MiB", StringComparison.Ordinal) ? 1 : 0;
        if (unit != 0 && long.TryParse(text.AsSpan(0, text.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1 << 20)
            return ByteSize.FromMiB(number * unit);
        if (text.Length != 0)
            Error(root["disk"], $"'{text}' is not the size of a disk", "write for example 2GiB or 3072MiB");
        return default;
    }

    private Uri? Address(YamlMappingNode map, string key)
    {
        if (Text(map, key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "file")
            return url;
        Error(map[key], $"'{text}' is not an address", "it starts with https://, http:// or file://");
        return null;
    }

    private string Required(YamlMappingNode map, string key)
    {
        if (Text(map, key) is { Length: > 0 } text)
            return text;
        Error(map, $"the key '{key}' is missing");
        return "";
    }

    private string? Text(YamlMappingNode map, string key)
    {
        if (!map.Children.TryGetValue(key, out var node))
            return null;
        if (node is YamlScalarNode { Value: { } text })
            return text;
        Error(node, $"'{key}' is one text");
        return null;
    }

    private YamlMappingNode? Map(YamlMappingNode map, string key)
    {
        if (!map.Children.TryGetValue(key, out var node))
            return null;
        if (node is YamlMappingNode found)
            return found;
        Error(node, $"'{key}' is a mapping");
        return null;
    }

    private void Known(YamlMappingNode map, string[] keys)
    {
        foreach (var key in map.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } text } || !keys.Contains(text)))
            Error(key, $"unknown key '{key}'", $"the keys here are {string.Join(", ", keys)}");
    }

    private void Error(YamlNode? place, string message, string? help = null) =>
        problems.Add(new Diagnostic("JAM0802", Severity.Error,
            new SourceSpan(_shown, (int)(place?.Start.Line ?? 1), (int)(place?.Start.Column ?? 1)), message, help));
}
