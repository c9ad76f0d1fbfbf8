using System.Text.Json.Serialization;
using JamLab.Stages.GitHub.Commits;
using JamLab.Stages.GitHub.Environments;
using JamLab.Stages.GitHub.Releases;
using JamLab.Stages.GitHub.Runs;
using JamLab.Stages.GitHub.Secrets;

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
[JsonSerializable(typeof(TreeRequest))]
[JsonSerializable(typeof(ShaAnswer))]
[JsonSerializable(typeof(CompareAnswer))]
[JsonSerializable(typeof(ReferenceAnswer))]
[JsonSerializable(typeof(NewReferenceRequest))]
[JsonSerializable(typeof(ReferenceChange))]
[JsonSerializable(typeof(ReleaseAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ReleaseAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<AssetAnswer>))]
[JsonSerializable(typeof(ReleaseChange))]
[JsonSerializable(typeof(NewReleaseRequest))]
[JsonSerializable(typeof(PublicKeyAnswer))]
[JsonSerializable(typeof(SecretRequest))]
[JsonSerializable(typeof(SecretPage))]
[JsonSerializable(typeof(VariableText))]
[JsonSerializable(typeof(VariablePage))]
[JsonSerializable(typeof(EnvironmentRequest))]
[JsonSerializable(typeof(EnvironmentAnswer))]
[JsonSerializable(typeof(IdAnswer))]
[JsonSerializable(typeof(BranchPolicyPage))]
[JsonSerializable(typeof(BranchPolicyRequest))]
internal sealed partial class GitHubJson : JsonSerializerContext;
