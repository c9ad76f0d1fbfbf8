using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>One request, its path with <c>/v1/</c> and query. A question changes nothing (plans and parses are questions, though they are POSTs) and may be asked again.</summary>
internal sealed record NomadRequest(HttpMethod Method, string Path, JsonNode? Body = null)
{
    public bool IsQuestion { get; init; } = Method == HttpMethod.Get;

    /// <summary>How long Nomad may hold the answer back.</summary>
    public TimeSpan Waits { get; init; }

    /// <summary>Whether secrets in the clear are spoken of.</summary>
    public bool IsSecret => Path.StartsWith("/v1/var/", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path.Split('?')[0]}";
}

/// <summary>A successful answer; <see cref="Index"/> is X-Nomad-Index, 0 without one.</summary>
internal sealed record NomadAnswer(string Body, long Index, string? NextToken);
