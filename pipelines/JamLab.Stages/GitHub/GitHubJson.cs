using System.Text.Json.Serialization;
using JamLab.Stages.GitHub.Runs;

namespace JamLab.Stages.GitHub;

/// <summary>GitHub's JSON where Octokit has no type for it, or writes more than was meant (a null that takes away a milestone).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Http.Refusal))]
[JsonSerializable(typeof(Login.ViewerAnswer))]
[JsonSerializable(typeof(IssueChange))]
[JsonSerializable(typeof(DispatchRequest))]
[JsonSerializable(typeof(DispatchAnswer))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(CommitAnswer))]
[JsonSerializable(typeof(RepositoryAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;
