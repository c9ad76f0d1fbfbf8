namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>What the token of a job may do; a scope that is not named is <c>none</c>.</summary>
public sealed class Permissions(IReadOnlyDictionary<string, string> scopes)
{
    public static readonly IReadOnlyList<string> Names =
    [
        "actions", "artifact-metadata", "attestations", "checks", "contents", "deployments", "discussions", "id-token", "issues", "models", "packages", "pages",
        "pull-requests", "repository-projects", "security-events", "statuses",
    ];

    public static Permissions None { get; } = new(new Dictionary<string, string>());

    public IReadOnlyDictionary<string, string> Scopes { get; } = scopes.Where(x => x.Value != "none").ToDictionary();

    public string this[string scope] => Scopes.GetValueOrDefault(scope, "none");

    public static Permissions All(string access) => new(Names.ToDictionary(x => x, _ => access));

    /// <summary>Whether everything asked for is also in <paramref name="ceiling"/>; if not, what is too much.</summary>
    public string? Exceeds(Permissions ceiling)
    {
        var excess = Scopes.Where(x => Rank(x.Value) > Rank(ceiling[x.Key])).Select(x => $"'{x.Key}: {x.Value}', but is only allowed '{x.Key}: {ceiling[x.Key]}'").ToList();
        return excess.Count == 0 ? null : string.Join(", ", excess);
    }

    /// <summary>As in <c>contents=read,issues=write</c>, sorted; <c>none</c> when nothing is allowed.</summary>
    public override string ToString() =>
        Scopes.Count == 0 ? "none" : string.Join(',', Scopes.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}={x.Value}"));

    private static int Rank(string access) => access switch
    {
        "write" => 2,
        "read" => 1,
        _ => 0,
    };
}
