namespace JamLab.Tests.GitHub.Server;

/// <summary>What happens to a request instead of, or after, what should happen to it.</summary>
internal sealed record Fault(FaultKind Kind)
{
    public int Status { get; init; }

    public string Body { get; init; } = """{"message":"broken"}""";

    public string Type { get; init; } = "application/json; charset=utf-8";

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Met only by the request after so many that fit.</summary>
    public int After { get; set; }

    /// <summary>The connection breaks before anything is done.</summary>
    public static Fault Cut => new(FaultKind.Cut);

    /// <summary>It is done, and the answer never comes.</summary>
    public static Fault AnswerLost => new(FaultKind.AnswerLost);

    /// <summary>It is done, and the connection breaks in the middle of the answer.</summary>
    public static Fault HalfAnswer => new(FaultKind.HalfAnswer);

    /// <summary>It is not done, and nothing comes until the client gives up.</summary>
    public static Fault Silence => new(FaultKind.Silence);

    public static Fault Is(int status, string message = "broken", params (string Name, string Value)[] headers) =>
        new(FaultKind.Status) { Status = status, Body = $$"""{"message":"{{message}}"}""", Headers = headers.ToDictionary(one => one.Name, one => one.Value) };
}

internal enum FaultKind
{
    Status,
    Cut,
    AnswerLost,
    HalfAnswer,
    Silence,
}
