using JamLab.Convergence;

namespace JamLab.Tests.Convergence.Properties;

/// <summary>What a set of resources may say about one place. <see cref="Place"/> is relative to the root; wishes for what is below a directory need the directory.</summary>
/// <param name="Place">"d1/s/f".</param>
/// <param name="What">Printed when a property fails.</param>
/// <param name="Resources">Told the place's path on the host.</param>
public sealed record Wish(string Place, string What, Func<string, IEnumerable<Resource>> Resources)
{
    public bool KeepsDirectory => What.StartsWith("directory", StringComparison.Ordinal);

    public string? Parent => Place.Contains('/', StringComparison.Ordinal) ? Place[..Place.LastIndexOf('/')] : null;

    public override string ToString() => $"{Place}: {What}";
}
