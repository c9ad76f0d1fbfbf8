using System.ComponentModel;
using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Runs;

public class HostTests
{
    [Theory]
    [InlineData("true", "GitHubActions")]
    [InlineData("True", "GitHubActions")]
    [InlineData("false", "Terminal")]
    [InlineData(null, "Terminal")]
    public void The_environment_tells_the_host(string? value, string host) =>
        Host.Detect(name => name == "GITHUB_ACTIONS" ? value : null).ToString().ShouldBe(host);

    [Theory]
    [InlineData("githubactions", "GitHubActions")]
    [InlineData("Terminal", "Terminal")]
    public void A_name_becomes_a_host(string name, string host) =>
        TypeDescriptor.GetConverter(typeof(Host)).ConvertFromInvariantString(name)!.ToString().ShouldBe(host);

    [Fact]
    public void A_wrong_name_lists_the_right_ones() =>
        Should.Throw<FormatException>(() => TypeDescriptor.GetConverter(typeof(Host)).ConvertFromInvariantString("Jenkins"))
            .Message.ShouldBe("'Jenkins' is not a host; use one of GitHubActions, Terminal");

    [Fact]
    public void The_job_is_read_from_its_environment()
    {
        var payload = Path.GetTempFileName();
        File.WriteAllText(payload, """{ "action": "opened", "number": 7 }""");
        var variables = new Dictionary<string, string>
        {
            ["GITHUB_REPOSITORY"] = "jam/lab",
            ["GITHUB_REF"] = "refs/pull/7/merge",
            ["GITHUB_RUN_ID"] = "12345678901",
            ["GITHUB_RUN_NUMBER"] = "not a number",
            ["GITHUB_EVENT_NAME"] = "pull_request",
            ["GITHUB_EVENT_PATH"] = payload,
        };
        var job = new GitHubActions(variables.GetValueOrDefault);
        (job.Repository, job.Ref, job.RunId, job.RunNumber, job.Token).ShouldBe(("jam/lab", "refs/pull/7/merge", 12345678901, 0, null));
        (job.IsPullRequest, job.PullRequestNumber, job.PullRequestAction).ShouldBe((true, 7, "opened"));
        File.Delete(payload);
    }
}
