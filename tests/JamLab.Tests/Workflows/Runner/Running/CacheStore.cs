using System.Globalization;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>A found cache.</summary>
internal sealed record CacheEntry(string Key, string Version, string Ref, string File);

/// <summary>Caches as tar files, each with a text beside it that says its key; one sees those of its own ref and of the given other branches.</summary>
internal sealed class CacheStore(string folder, string @ref, IReadOnlyList<string> otherRefs)
{
    public CacheEntry? Find(string key, IReadOnlyList<string> prefixes, string version)
    {
        var all = Entries().Where(x => x.Version == version).Reverse().ToList();
        foreach (var scope in otherRefs.Prepend(@ref).Distinct())
        {
            var mine = all.Where(x => x.Ref == scope).ToList();
            var found = mine.Find(x => x.Key == key) ?? prefixes.Select(x => mine.Find(y => y.Key.StartsWith(x, StringComparison.Ordinal))).FirstOrDefault(x => x is not null);
            if (found is not null)
                return found;
        }

        return null;
    }

    public bool Exists(string key, string version) => Entries().Any(x => x.Key == key && x.Version == version && x.Ref == @ref);

    /// <summary>A new empty file, numbered in the order of their making.</summary>
    public string NewFile()
    {
        Directory.CreateDirectory(folder);
        for (var number = Directory.EnumerateFiles(folder, "*.tar").Count() + 1; ; number++)
        {
            var file = Path.Combine(folder, number.ToString("D6", CultureInfo.InvariantCulture) + ".tar");
            try
            {
                using var made = new FileStream(file, FileMode.CreateNew);
                return file;
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another job took this number.
            }
        }
    }

    public void Add(string key, string version, string file) =>
        File.WriteAllLines(Path.ChangeExtension(file, ".txt"), [key, version, @ref]);

    private IEnumerable<CacheEntry> Entries() =>
        !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(x => (File: x, Lines: File.ReadAllLines(x)))
                .Select(x => new CacheEntry(x.Lines[0], x.Lines[1], x.Lines[2], Path.ChangeExtension(x.File, ".tar")));
}
