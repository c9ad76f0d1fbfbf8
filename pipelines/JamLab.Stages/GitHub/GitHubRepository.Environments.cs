using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub.Environments;
using JamLab.Stages.GitHub.Http;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    private const int MostReviewers = 6;

    /// <summary>Keeps an environment: who has to approve, and from which branches. A waiting time that was set by hand stays.</summary>
    /// <param name="environment">Its name.</param>
    /// <param name="reviewers">People by login, teams as <c>organisation/team</c>; at most six, one of whom has to approve. Null leaves them as they are.</param>
    /// <param name="branches">From where it may be deployed; null leaves that as it is.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Written> EnvironmentAsync(string environment, IReadOnlyList<string>? reviewers, BranchPolicy? branches, CancellationToken cancellation)
    {
        if (reviewers?.Count > MostReviewers)
            throw new DiagnosticException("JAM1110", $"environment '{environment}' would have {reviewers.Count} approvers, and GitHub takes {MostReviewers}", "make a team of them, and name it as organisation/team");
        var call = new GitHubCall(GitHubNeed.Environment, cancellation);
        var path = Path($"environments/{Uri.EscapeDataString(environment)}");
        var page = $"{Page}/settings/environments";
        var present = await _connection.FindAsync(call, path, GitHubJson.Default.EnvironmentAnswer).ConfigureAwait(false);
        var review = present?.ProtectionRules?.FirstOrDefault(rule => rule.Type == "required_reviewers");
        var approving = (review?.Reviewers ?? []).Select(one => new ReviewerId(one.Type, one.Reviewer.Id)).ToList();
        var timer = present?.ProtectionRules?.FirstOrDefault(rule => rule.Type == "wait_timer")?.WaitTimer ?? 0;
        var wanted = new EnvironmentRequest(timer, review?.PreventSelfReview ?? false, reviewers is null ? approving : await ReviewersAsync(call, environment, reviewers).ConfigureAwait(false))
        { DeploymentBranchPolicy = branches is null ? present?.DeploymentBranchPolicy : branches.Settings };
        var same = present is not null && present.DeploymentBranchPolicy == wanted.DeploymentBranchPolicy && approving.ToHashSet().SetEquals(wanted.Reviewers);
        if (!same)
            await _connection.SendAsync(call, HttpMethod.Put, path, wanted, GitHubJson.Default.EnvironmentRequest).ConfigureAwait(false);
        var patterns = branches?.Patterns.Count > 0 && await PatternsAsync(call, path, branches.Patterns).ConfigureAwait(false);
        return new Written(present is null ? WriteKind.Created : same && !patterns ? WriteKind.Unchanged : WriteKind.Updated, 0, page);
    }

    /// <returns>Whether something had to be written.</returns>
    private async Task<bool> PatternsAsync(GitHubCall call, string path, IReadOnlyList<string> patterns)
    {
        path += "/deployment-branch-policies";
        var there = await PresentAsync().ConfigureAwait(false);
        var missing = patterns.Except(there.Select(one => one.Name)).ToList();
        var extra = there.ExceptBy(patterns, one => one.Name).ToList();
        foreach (var pattern in missing)
        {
            await CreateOnceAsync(
                () => _connection.SendAsync(call, HttpMethod.Post, path, new BranchPolicyRequest(pattern), GitHubJson.Default.BranchPolicyRequest),
                async () => (await PresentAsync().ConfigureAwait(false)).Any(one => one.Name == pattern) ? pattern : null,
                call.Cancellation).ConfigureAwait(false);
        }

        foreach (var policy in extra)
            await _connection.DeleteAsync(call, $"{path}/{policy.Id}").ConfigureAwait(false);
        return missing.Count + extra.Count > 0;

        Task<IReadOnlyList<BranchPolicyAnswer>> PresentAsync() => _connection.GetAllAsync(call, path, GitHubJson.Default.BranchPolicyPage, one => one.BranchPolicies);
    }

    private async Task<IReadOnlyList<ReviewerId>> ReviewersAsync(GitHubCall call, string environment, IReadOnlyList<string> reviewers)
    {
        var ids = new List<ReviewerId>();
        var unknown = new List<Diagnostic>();
        foreach (var reviewer in reviewers)
        {
            var path = reviewer.Split('/') is [var organisation, var team]
                ? $"orgs/{Uri.EscapeDataString(organisation)}/teams/{Uri.EscapeDataString(team)}"
                : $"users/{Uri.EscapeDataString(reviewer)}";
            if (await _connection.FindAsync(call, path, GitHubJson.Default.IdAnswer).ConfigureAwait(false) is { } found)
                ids.Add(new ReviewerId(path.StartsWith("users/", StringComparison.Ordinal) ? "User" : "Team", found.Id));
            else
                unknown.Add(new("JAM1111", Severity.Error, null, $"'{reviewer}' is to approve what goes to '{environment}', and GitHub knows no such person or team", "name a login, or a team as organisation/team"));
        }

        return unknown.Count == 0 ? ids : throw new DiagnosticException(unknown);
    }
}
