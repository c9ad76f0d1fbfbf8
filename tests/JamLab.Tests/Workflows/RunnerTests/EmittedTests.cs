using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class EmittedTests
{
    public static TheoryData<string> Sets => LintTests.Sets;

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_runner_knows_all_that_is_emitted(string set)
    {
        using var repository = new TestRepository();
        var texts = SampleLabs.Texts(set);
        foreach (var (file, text) in texts)
            repository.Write($".github/workflows/{file}", text);
        texts.ShouldNotBeEmpty();
        foreach (var (file, _) in texts)
            repository.Runner.Check(file);
    }
}
