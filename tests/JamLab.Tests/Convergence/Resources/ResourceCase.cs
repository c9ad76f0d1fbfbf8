using JamLab.Convergence;

namespace JamLab.Tests.Convergence.Resources;

/// <summary>A disk, what should be so on it, and the disk afterwards (null: as before). <paramref name="Resources"/> is told the folder.</summary>
public sealed record ResourceCase(string Name, string Before, Func<string, IEnumerable<Resource>> Resources, string? After)
{
    public ResourceCase(string name, string before, Func<string, Resource> resource, string? after)
        : this(name, before, root => [resource(root)], after)
    {
    }
}
