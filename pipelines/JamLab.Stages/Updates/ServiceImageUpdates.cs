using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Updates;

/// <summary>Container images of services with a version in their tag: the newest tag of the same shape, written in the tag's place and nowhere else. Archives that roles fetch by address are told of.</summary>
/// <param name="publishers">Asks registries.</param>
/// <param name="majors">Whether the first number may change.</param>
/// <param name="images">The names of images, to read inventories with.</param>
internal sealed class ServiceImageUpdates(Publishers publishers, bool majors, IReadOnlyList<string> images)
{
    private readonly Dictionary<Uri, Task<IReadOnlyList<string>>> _asked = [];

    public async Task<Findings> FindAsync(Tree tree, CancellationToken cancellation)
    {
        var findings = new Findings();
        foreach (var file in tree.Find("environments", "inventory.yml"))
            await FindAsync(file, tree.Read(file)!, findings, cancellation).ConfigureAwait(false);
        return findings;
    }

    private async Task FindAsync(string file, string text, Findings findings, CancellationToken cancellation)
    {
        var read = InventoryFile.Parse(text, file, images, Roles.Known);
        if (read.Inventory is not { } inventory)
        {
            findings.Unasked.Add(new Unasked(file, $"it has errors: {read.Diagnostics.First(one => one.Severity == Severity.Error)}"));
            return;
        }

        findings.ByHand.AddRange(ArchivePins.Of(inventory, file));
        var edits = new List<(SourceSpan Place, string From, string To)>();
        foreach (var service in inventory.Services.Values.Where(one => one.Image is not null))
        {
            var image = service.Image!.Value;
            if (image.Value.Contains('@', StringComparison.Ordinal))
                findings.ByHand.Add(new HandPin(service.Name, file, image.Source.Line, image));
            if (ImageName.Parse(image) is not { } name || VersionText.Parse(name.Tag) is not { } version)
                continue;
            await findings.TryAsync($"{service.Name} ({image})", async () =>
            {
                if (version.Newest(await TagsAsync(name, cancellation).ConfigureAwait(false), majors) is not { } newest)
                    return;
                (SourceSpan Place, string From, string To) edit = (image.Source, image, image.Value[..^name.Tag.Length] + newest.Text);
                // Tried alone first: one that cannot be made must not take the others with it.
                _ = LineEdit.Apply(text, [edit]);
                edits.Add(edit);
                findings.Updates.Add(new Update(service.Name, file, image, edit.To, name.Link(newest.Text)));
            }).ConfigureAwait(false);
        }

        // Several services may say it in one place, through an anchor.
        if (edits.Count > 0)
            findings.Files[file] = LineEdit.Apply(text, edits.Distinct());
    }

    // Several services may have one image.
    private Task<IReadOnlyList<string>> TagsAsync(ImageName image, CancellationToken cancellation)
    {
        if (!_asked.TryGetValue(image.Tags, out var asked))
            _asked[image.Tags] = asked = new ContainerRegistry(publishers).TagsAsync(image, cancellation);
        return asked;
    }
}
