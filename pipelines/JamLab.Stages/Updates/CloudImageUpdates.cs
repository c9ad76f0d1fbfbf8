using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JamLab.Stages.Updates;

/// <summary>
/// Cloud images in <c>images/*/image.yml</c>, as cloud.debian.org lays them out: a folder a build, named by its date (<c>20260112-2355</c>), with <c>SHA512SUMS</c> in it. An address without
/// a date (<c>latest</c>) stays, and its sum follows the file.
/// </summary>
internal sealed partial class CloudImageUpdates(Publishers publishers)
{
    public async Task<Findings> FindAsync(Tree tree, CancellationToken cancellation)
    {
        var findings = new Findings();
        foreach (var file in tree.Find("images", "image.yml"))
        {
            var text = tree.Read(file)!;
            if (Pin(text) is { } pin)
                await findings.TryAsync(file, () => FindAsync(file, text, pin, findings, cancellation)).ConfigureAwait(false);
        }

        return findings;
    }

    private async Task FindAsync(string file, string text, (YamlScalarNode Url, YamlScalarNode Sum) pin, Findings findings, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(pin.Url.Value, UriKind.Absolute, out var now) || now.Scheme is not ("https" or "http"))
            return;
        var next = await NewestAsync(now, cancellation).ConfigureAwait(false);
        var sums = SumList.Read(await publishers.TextAsync(new Uri(next, "SHA512SUMS"), cancellation).ConfigureAwait(false), 128);
        if (!sums.TryGetValue(Path.GetFileName(next.LocalPath), out var sum))
            throw new PublisherException($"{new Uri(next, "SHA512SUMS")} has no sum for {Path.GetFileName(next.LocalPath)}");
        if (sum.Equals(pin.Sum.Value, StringComparison.OrdinalIgnoreCase))
            return;
        // A build of a date is made once: another sum for it is no new version.
        if (next == now && Stamp(now) is not null)
            throw new PublisherException($"{now} has another sum today than {file} says: find out why before taking it");
        findings.Files[file] = LineEdit.Apply(text, [(Place(file, pin.Url), pin.Url.Value!, next == now ? pin.Url.Value! : next.AbsoluteUri), (Place(file, pin.Sum), pin.Sum.Value!, sum)]);
        findings.Updates.Add(new Update(Path.GetFileName(Path.GetDirectoryName(file)!), file, Stamp(now) ?? pin.Sum.Value![..12], Stamp(next) ?? sum[..12], new Uri(next, ".").AbsoluteUri));
    }

    private async Task<Uri> NewestAsync(Uri now, CancellationToken cancellation)
    {
        if (Stamp(now) is not { } stamp)
            return now;
        var folder = new Uri(now, "../");
        var listing = await publishers.TextAsync(folder, cancellation).ConfigureAwait(false);
        var newest = Folders().Matches(listing).Select(one => one.Groups[1].Value).Where(one => one.Length == stamp.Length).Append(stamp).Max(StringComparer.Ordinal)!;
        return new Uri(now.AbsoluteUri.Replace(stamp, newest, StringComparison.Ordinal));
    }

    /// <summary>The date in the name of the folder that the image is in; null without one.</summary>
    private static string? Stamp(Uri address) =>
        address.Segments is [.., var folder, _] && Date().IsMatch(folder) ? folder.TrimEnd('/') : null;

    private static (YamlScalarNode Url, YamlScalarNode Sum)? Pin(string text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text.TrimStart('\uFEFF')));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }] && root.Children.TryGetValue("cloud_image", out var node) && node is YamlMappingNode cloud
                && cloud.Children.TryGetValue("url", out var url) && url is YamlScalarNode { Value.Length: > 0 } address
                && cloud.Children.TryGetValue("sha512", out var sha512) && sha512 is YamlScalarNode { Value.Length: > 12 } sum ? (address, sum) : null;
        }
        catch (YamlException)
        {
            // BuildTemplates says what is wrong with it.
            return null;
        }
    }

    private static SourceSpan Place(string file, YamlScalarNode node) => new(file, (int)node.Start.Line, (int)node.Start.Column);

    [GeneratedRegex(@"^\d{8}(?:-\d+)?/\z")]
    private static partial Regex Date();

    [GeneratedRegex("href=\"(?:\\./)?(\\d{8}(?:-\\d+)?)/\"")]
    private static partial Regex Folders();
}
