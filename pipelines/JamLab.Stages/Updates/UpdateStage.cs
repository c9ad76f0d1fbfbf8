using JamLab.Inventory;
using JamLab.Stages.Templates;

namespace JamLab.Stages.Updates;

/// <summary>Finds new versions of all that is pinned below <paramref name="root"/>: tools, cloud images, actions, services' container images. Only stable ones, and never an older one.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="http">The way out.</param>
/// <param name="time">For waiting.</param>
/// <param name="gitHub">A token for GitHub's API; null for none.</param>
public sealed class UpdateStage(string root, HttpClient http, TimeProvider time, Secret? gitHub = null)
{
    private readonly Tree _tree = new(root);

    /// <summary>Asks all publishers and writes nothing; one that gives no answer stops no other.</summary>
    /// <param name="majors">Whether versions with another first number count.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<UpdateResult> FindAsync(bool majors, CancellationToken cancellation)
    {
        var publishers = new Publishers(http, time, gitHub);
        var images = ImageDefinition.Names(Path.Combine(root, "images"));
        return Findings.Merge(await Task.WhenAll(
            new ToolUpdates(publishers, majors).FindAsync(_tree, cancellation),
            new CloudImageUpdates(publishers).FindAsync(_tree, cancellation),
            new ActionUpdates(publishers, majors).FindAsync(_tree, cancellation),
            new ServiceImageUpdates(publishers, majors, images).FindAsync(_tree, cancellation)).ConfigureAwait(false));
    }

    /// <summary>Writes the files, each whole or not at all.</summary>
    public void Write(UpdateResult result)
    {
        foreach (var (file, text) in result.Files)
            _tree.Write(file, text);
    }
}
