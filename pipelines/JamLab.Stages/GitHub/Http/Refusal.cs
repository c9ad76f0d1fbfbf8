using System.Text.Json;

namespace JamLab.Stages.GitHub.Http;

/// <summary>The body of GitHub's answers from 400 on.</summary>
internal sealed record Refusal(string? Message, JsonElement? Errors);
