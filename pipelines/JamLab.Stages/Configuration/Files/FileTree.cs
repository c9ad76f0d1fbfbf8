using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;

namespace JamLab.Stages.Configuration.Files;

/// <summary>An environment's <c>files/</c>: what each host gets of it. Pure: the listing has been read.</summary>
public sealed class FileTree(IReadOnlyList<FileEntry> entries)
{
    /// <summary>What reports call the role that these files are.</summary>
    public const string Role = "files";

    private const string Everybody = "all";

    private readonly ILookup<string, FileEntry> _byFolder = entries.ToLookup(entry => entry.Folder);

    /// <summary>What is there but cannot be given to any host.</summary>
    public IReadOnlyList<Diagnostic> Unusable { get; init; } = [];

    /// <summary>Files and links that lie in no folder of it; right only as a service's.</summary>
    public IReadOnlyList<string> Loose { get; init; } = [];

    /// <summary>A host's files, with the directories that they lie in before them: the host's own go before its groups' (the last group's first), and those before everybody's.</summary>
    public IReadOnlyList<Resource> For(Host host)
    {
        var resources = new List<Resource>();
        var made = new HashSet<string>(StringComparer.Ordinal) { "/" };
        foreach (var entry in Laid(host).Values)
        {
            var folder = entry.IsDirectory ? entry.Path : Parent(entry.Path);
            if (made.Add(folder))
                resources.Add(new ParentDirectory(folder));
            if (entry.Target is { } target)
                resources.Add(new Link(entry.Path, target));
            else if (entry.Content is { } content)
                resources.Add(new JamLab.Convergence.Resources.File(entry.Path, content) { Mode = entry.IsExecutable ? Convert.ToInt32("755", 8) : Convert.ToInt32("644", 8) });
        }

        return resources;
    }

    /// <summary>What is <see cref="Unusable"/>, folders that are for nobody, and files where other files need a directory.</summary>
    public IReadOnlyList<Diagnostic> Check(LabInventory inventory)
    {
        var ofServices = OfServices(inventory);
        var problems = Unusable.ToList();
        problems.AddRange(Loose.Where(name => !ofServices.Contains(name)).Select(name =>
            new Diagnostic("JAM0914", Severity.Error, null, $"files/{name} is for nobody", "put it in files/all, or in a folder named after a group or a host, at the path that it has there")));
        var known = inventory.Groups.Keys.Concat(inventory.Hosts.Select(host => host.Name.Value)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in _byFolder.Select(one => one.Key).Where(folder => folder != Everybody && !known.Contains(folder) && !ofServices.Contains(folder)))
        {
            problems.Add(new Diagnostic("JAM0911", Severity.Error, null, $"files/{folder} is for nobody: there is neither a group nor a host '{folder}'",
                Nearest.Hint(folder, known.Append(Everybody), name => $"files/{name}") ?? $"name it {Everybody}, or after a group or a host"));
        }

        if (known.Contains(Everybody) && _byFolder.Contains(Everybody))
        {
            problems.Add(new Diagnostic("JAM0912", Severity.Error, inventory.Groups.TryGetValue(Everybody, out var group) ? group.Name.Source : inventory.Find(Everybody)!.Name.Source,
                $"files/{Everybody} is for every host, but there is a {(group is null ? "host" : "group")} '{Everybody}' too", "give it another name"));
        }

        // Hosts of the same groups get the same files but for their own.
        foreach (var same in inventory.Hosts.GroupBy(host => string.Join('\n', host.Groups.Select(one => one.Value).Append(_byFolder.Contains(host.Name.Value) ? host.Name.Value : ""))))
        {
            var laid = Laid(same.First());
            problems.AddRange(laid.Values.SelectMany(entry => Above(entry.Path).Where(laid.ContainsKey).Select(path => laid[path]).Where(above => !above.IsDirectory)
                .Select(above => new Diagnostic("JAM0913", Severity.Error, null,
                    $"{above} is a {(above.Target is null ? "file" : "link")}, but {entry} needs a directory there on '{same.First().Name}'", "move one of them"))));
        }

        return [.. problems.Distinct()];
    }

    // What a service takes from here (its files, its job) is no host's for that.
    private static HashSet<string> OfServices(LabInventory inventory) =>
    [
        .. inventory.Services.Values
            .SelectMany(service => service.Files.Select(file => file.From.Value).Concat(service.Job is { } job ? [job.Value] : []))
            .Where(path => path.StartsWith("files/", StringComparison.Ordinal))
            .Select(path => path.Split('/')[1]),
    ];

    // By path, so that a report reads like the tree.
    private SortedDictionary<string, FileEntry> Laid(Host host)
    {
        var laid = new SortedDictionary<string, FileEntry>(StringComparer.Ordinal);
        foreach (var folder in host.Groups.Select(group => group.Value).Prepend(Everybody).Append(host.Name.Value))
        {
            foreach (var entry in _byFolder[folder])
            {
                // A directory that one folder has, and another's file in its place, is told by Check.
                if (!entry.IsDirectory || !laid.TryGetValue(entry.Path, out var there) || there.IsDirectory)
                    laid[entry.Path] = entry;
            }
        }

        return laid;
    }

    private static IEnumerable<string> Above(string path)
    {
        while ((path = Parent(path)) != "/")
            yield return path;
    }

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "/";
}
