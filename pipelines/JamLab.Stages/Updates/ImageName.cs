namespace JamLab.Stages.Updates;

/// <summary>A container image's name, taken apart as Docker does: the registry (its first part when that looks like a host, else Docker's), the repository, and the tag.</summary>
internal sealed record ImageName(string Registry, string Repository, string Tag)
{
    private const string DockerHub = "registry-1.docker.io";

    /// <summary>Null without a tag, or with a digest: what a digest says no tag may change.</summary>
    public static ImageName? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (text.Contains('@', StringComparison.Ordinal) || colon < text.LastIndexOf('/') || colon < 1 || colon == text.Length - 1)
            return null;
        var (name, tag) = (text[..colon], text[(colon + 1)..]);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var isHost = slash > 0 && (name[..slash] == "localhost" || name.AsSpan(0, slash).ContainsAny('.', ':'));
        var (host, rest) = isHost ? (name[..slash], name[(slash + 1)..]) : ("docker.io", name);
        var isDockerHub = host is "docker.io" or "index.docker.io";
        return new ImageName(isDockerHub ? DockerHub : host, isDockerHub && !rest.Contains('/', StringComparison.Ordinal) ? $"library/{rest}" : rest, tag);
    }

    public Uri Tags => new($"https://{Registry}/v2/{Repository}/tags/list?n=1000");

    /// <summary>A page for people.</summary>
    public string Link(string tag) => Registry == DockerHub
        ? $"https://hub.docker.com/{(Repository.StartsWith("library/", StringComparison.Ordinal) ? $"_/{Repository["library/".Length..]}" : $"r/{Repository}")}/tags?name={Uri.EscapeDataString(tag)}"
        : $"https://{Registry}/{Repository}";
}
