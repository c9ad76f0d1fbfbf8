using JamLab.Convergence.Facts;

namespace JamLab.Convergence.Resources;

/// <summary>Packages that are installed in whatever version the host's sources offer; all that are missing in one go.</summary>
public sealed record Packages(params IReadOnlyList<string> Names) : Resource
{
    public override string Name => $"packages {string.Join(", ", Names)}";

    public override IEnumerable<Fact> Facts => Names.Select(name => new PackageFact(name));

    public override Change? Diff(HostFacts facts)
    {
        var missing = Names.Distinct().Where(name => !facts.Get(new PackageFact(name)).IsInstalled && !facts.IsChanging(PackageScripts.Mark(name))).ToList();
        return missing.Count == 0
            ? null
            : new Change(this, [.. missing.Select(name => new Difference(name, "not installed", "installed"))], PackageScripts.Install(facts, missing.Select(name => (name, (string?)null))))
            {
                BringsPackages = true,
                Functions = PackageScripts.Functions(facts),
                Touches = [.. missing.Select(PackageScripts.Mark)],
            };
    }
}
