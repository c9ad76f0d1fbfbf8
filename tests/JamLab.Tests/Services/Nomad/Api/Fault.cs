namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>What stands between the client and Nomad for one request: an answer in Nomad's place, or none. With <see cref="IsAfter"/> Nomad does what it was asked first.</summary>
internal sealed record Fault(int Status, string Body)
{
    public string? RetryAfter { get; init; }

    /// <summary>The connection ends after this many bytes of the body; null for a whole answer.</summary>
    public int? CutAt { get; init; }

    public bool IsAfter { get; init; }

    public static Fault NoLeader { get; } = new(500, "No cluster leader");

    public static Fault BadGateway { get; } = new(502, "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>");

    public static Fault Cut { get; } = new(200, "[{\"ID\":\"echo\",\"Stat") { CutAt = 10 };

    public static Fault Lost { get; } = new(200, "") { CutAt = 0, IsAfter = true };

    public static Fault Busy(string retryAfter) => new(429, "Too many requests") { RetryAfter = retryAfter };
}
