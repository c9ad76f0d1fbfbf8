using System.Text.Json.Serialization;

namespace JamLab.Stages.GitHub.Environments;

/// <summary>docs.github.com/en/rest/deployments/environments; what is left out of a request goes back to its default, so all of it is written.</summary>
internal sealed record EnvironmentRequest(int WaitTimer, bool PreventSelfReview, IReadOnlyList<ReviewerId> Reviewers)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public BranchSettings? DeploymentBranchPolicy { get; init; }
}

internal sealed record ReviewerId(string Type, long Id);

internal sealed record BranchSettings(bool ProtectedBranches, bool CustomBranchPolicies);

internal sealed record EnvironmentAnswer(string Name)
{
    public IReadOnlyList<ProtectionRule>? ProtectionRules { get; init; }

    public BranchSettings? DeploymentBranchPolicy { get; init; }
}

internal sealed record ProtectionRule(string Type)
{
    public int? WaitTimer { get; init; }

    public bool? PreventSelfReview { get; init; }

    public IReadOnlyList<ReviewerAnswer>? Reviewers { get; init; }
}

internal sealed record ReviewerAnswer(string Type, IdAnswer Reviewer);

internal sealed record IdAnswer(long Id);

internal sealed record BranchPolicyPage(IReadOnlyList<BranchPolicyAnswer> BranchPolicies);

internal sealed record BranchPolicyAnswer(long Id, string Name);

internal sealed record BranchPolicyRequest(string Name);
