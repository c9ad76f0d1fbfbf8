using System.Text.RegularExpressions;
using JamLab.Stages.Workflows.Model;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows;

/// <summary>What must hold of every workflow, whatever the inventories say.</summary>
public sealed partial class SafetyTests
{
    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var set in new[] { "the repository", "everything", "hosted runner", "without ci", "20 hosts" })
            {
                foreach (var file in SampleLabs.Texts(set).Keys)
                    data.Add(set, file);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_are_pinned_by_commit_and_name_their_version(string set, string file)
    {
        foreach (var line in SampleLabs.Texts(set)[file].Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)))
            line.ShouldMatch(@"^\s+(- )?uses: (\./\.github/workflows/[a-z0-9-]+\.yml|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d\S*)$");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_hold_no_expressions(string set, string file)
    {
        foreach (var script in Workflow(set, file).Jobs.Values.SelectMany(job => job.Steps).Where(step => step.Children.ContainsKey("run")))
            ((YamlScalarNode)script["run"]).Value!.ShouldNotContain("${{");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Jobs_end_in_time_and_tokens_may_do_little(string set, string file)
    {
        var workflow = Workflow(set, file);
        workflow.Root.Children.ContainsKey("permissions").ShouldBeTrue();
        SampleLabs.Texts(set)[file].ShouldNotContain("pull_request_target");
        foreach (var (id, job) in workflow.Jobs.Where(job => job.Value.Text("uses") is null))
            int.Parse(job.Text("timeout-minutes")!).ShouldBeInRange(1, 360, id);
        foreach (var checkout in workflow.Jobs.Values.SelectMany(job => job.Steps).Where(step => step.Children.TryGetValue("uses", out var uses) && $"{uses}".StartsWith("actions/checkout@", StringComparison.Ordinal)))
            $"{checkout["with"]["persist-credentials"]}".ShouldBe("false");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Secrets_reach_single_steps_and_never_a_whole_job(string set, string file)
    {
        var workflow = Workflow(set, file);
        foreach (var place in workflow.Jobs.Values.Select(job => job.Node).Append(workflow.Root).Where(node => node.Children.ContainsKey("env")))
            $"{place["env"]}".ShouldNotContain("secrets.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_runs_in_a_lab_never_comes_from_a_fork(string set, string file)
    {
        var workflow = Workflow(set, file);
        if (workflow.Root["on"] is not YamlMappingNode on || !on.Children.ContainsKey("pull_request"))
            return;
        foreach (var job in workflow.Jobs.Values.Where(job => !Hosted().IsMatch($"{job.Node["runs-on"]}") || job.Node.Children.ContainsKey("environment")))
            job.Text("if")!.ShouldContain("github.event.pull_request.head.repo.full_name == github.repository");
    }

    [Fact]
    public void A_script_with_an_expression_cannot_be_made() =>
        Should.Throw<ArgumentException>(() => new RunStep("Greet", "echo ${{ github.head_ref }}")).Message.ShouldContain("hand its value over in the environment");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a ${{ secrets.X }} b", "a ${{ '${{' }} secrets.X }} b")]
    [InlineData("${{${{", "${{ '${{' }}${{ '${{' }}")]
    public void Plain_text_is_no_expression(string text, string written) => Text.Plain(text).Written.ShouldBe(written);

    private static WorkflowYaml Workflow(string set, string file) => WorkflowYaml.Parse(SampleLabs.Texts(set)[file]);

    [GeneratedRegex("^ubuntu-")]
    private static partial Regex Hosted();
}
