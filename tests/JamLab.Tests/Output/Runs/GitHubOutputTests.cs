using JamLab.Tests.Support;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Serilog.Events;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Runs;

public class GitHubOutputTests
{
    private readonly StringWriter writer = new();

    [Fact]
    public void A_run_is_a_group_for_each_target()
    {
        new SampleRun(s => new GitHubOutput(s), writer).PlayAll();
        Approved.Match(writer.ToString(), "github");
    }

    [Fact]
    public void The_step_summary_is_a_table_and_the_errors()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "from an earlier step\n");
            new SampleRun(s => new GitHubOutput(s), writer, stepSummary: file).PlayAll();
            Approved.Match(File.ReadAllText(file), "github-summary", "md");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Groups_never_interleave()
    {
        var run = new SampleRun(s => new GitHubOutput(s), writer);
        run.Start(run.Templates);
        run.Log(run.Templates, "T1");
        run.Start(run.Tests);
        run.Log(run.Templates, "T2");
        run.Log(run.Tests, "U1");
        run.Finish(run.Tests);
        run.Log(run.Templates, "T3");
        run.Finish(run.Templates);
        Approved.Match(writer.ToString(), "github-groups");
    }

    [Theory]
    [InlineData("::set-output name=a::b", "::stop-commands::token\n::set-output name=a::b\n::token::\n")]
    [InlineData("  ::add-path::/evil", "::stop-commands::token\n  ::add-path::/evil\n::token::\n")]
    [InlineData("\e[31m::set-env name=A::b", "::stop-commands::token\n::set-env name=A::b\n::token::\n")]
    [InlineData("text ##[error]b", "::stop-commands::token\ntext ##[error]b\n::token::\n")]
    [InlineData("a::b", "a::b\n")]
    [InlineData("100 % 😀", "100 % 😀\n")]
    [InlineData("src/a.cs:3:9: error CS1002: 50%, then ; expected", "::error file=src/a.cs,line=3,col=9,title=CS1002::50%25, then ; expected\n")]
    [InlineData("src/a,b.cs(3,9): warning CA1: x", "::warning file=src/a%2Cb.cs,line=3,col=9,title=CA1::x\n")]
    [InlineData("inventory.yml:7: error: ::set-output name=a::b", "::error file=inventory.yml,line=7::::set-output name=a::b\n")]
    public void Text_of_tools_is_text(string text, string shown)
    {
        var run = new SampleRun(s => new GitHubOutput(s), writer);
        run.Start(run.Tests);
        run.Print(run.Tests, text);
        writer.ToString().ShouldBe("::group::Test\n" + shown);
    }

    [Fact]
    public void What_a_target_reports_cannot_act_in_the_summary()
    {
        var run = new SampleRun(s => new GitHubOutput(s), writer);
        run.Start(run.Tests);
        run.Tests.Summary.Add(new("result", "##[add-mask]x"));
        run.Finish(run.Tests, ExecutionStatus.Failed, new InvalidOperationException("bad\n::set-output name=a::b"));
        run.End(1);
        Approved.Match(writer.ToString(), "github-hostile");
    }

    [Theory]
    [InlineData("two\r\nlines, 5 %", "::error::two%0D%0Alines, 5 %25\n")]
    public void Messages_are_escaped(string text, string shown) =>
        (WorkflowCommand.Format("error", text) + "\n").ShouldBe(shown);

    [Fact]
    public void Errors_and_warnings_that_are_logged_become_annotations()
    {
        var run = new SampleRun(s => new GitHubOutput(s), writer, colors: true);
        run.Start(run.Tests);
        run.Log(run.Tests, "\e[1m3 tests failed\e[0m", LogEventLevel.Error);
        run.Log(run.Tests, "slow", LogEventLevel.Warning);
        writer.ToString().ShouldEndWith("::error::3 tests failed\n::warning::slow\n");
    }

    [Fact]
    public void Secrets_are_masked_before_anything_that_follows_them()
    {
        var run = new SampleRun(s => new GitHubOutput(s), writer);
        run.Start(run.Tests);
        run.Redactor.Register("hunter2");
        run.Redactor.Register("-----BEGIN KEY-----\nb3BlbnNzaC1rZXk\n-----END KEY-----\n");
        run.Log(run.Tests, "next");
        writer.ToString().ShouldBe("::add-mask::hunter2\n::add-mask::-----BEGIN KEY-----\n::add-mask::b3BlbnNzaC1rZXk\n::add-mask::-----END KEY-----\n::group::Test\nnext\n");
    }
}
