using Nuke.Common;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tooling;

public class AssertTests
{
    private readonly string[] _two = ["a", "b"];

    [Fact]
    public void A_message_names_the_expression()
    {
        var nothing = (string?)null;
        Message(() => Nuke.Common.Assert.True(_two.Length == 3)).ShouldBe("Expected condition '_two.Length == 3' to be true");
        Message(() => Nuke.Common.Assert.False(_two.Length == 2)).ShouldBe("Expected condition '_two.Length == 2' to be false");
        Message(() => nothing.NotNull()).ShouldBe("Expected 'nothing' of type 'String' to be not null");
        Message(() => Nuke.Common.Assert.Count(_two, 3)).ShouldBe("Expected collection '_two' to have 3 elements but has 2");
        Message(() => Nuke.Common.Assert.Empty(_two)).ShouldBe("Expected collection '_two' to be empty but has 2 elements");
        Message(() => Nuke.Common.Assert.Fail("so")).ShouldBe("so");
        Nuke.Common.Assert.NotEmpty(_two);
    }

    [Fact]
    public void A_retry_ends_with_the_first_success()
    {
        var attempts = 0;
        var log = new List<string>();
        ControlFlow.ExecuteWithRetry(() => Nuke.Common.Assert.True(++attempts == 3, "not yet"), retryAttempts: 5, logAction: log.Add);

        attempts.ShouldBe(3);
        log.ShouldBe(["Attempt 1 of 5 failed: not yet", "Attempt 2 of 5 failed: not yet"]);
    }

    [Fact]
    public void The_last_failure_of_a_retry_is_thrown()
    {
        var cleanups = 0;
        Message(() => ControlFlow.ExecuteWithRetry(() => Nuke.Common.Assert.Fail("never"), () => cleanups++, retryAttempts: 2, logAction: _ => { })).ShouldBe("never");
        cleanups.ShouldBe(2);
    }

    [Fact]
    public void Suppressed_errors_give_the_default()
    {
        ControlFlow.SuppressErrors(() => Nuke.Common.Assert.Fail("x"), logWarning: false);
        ControlFlow.SuppressErrors<int>(() => throw new InvalidOperationException(), 7, logWarning: false).ShouldBe(7);
    }

    [Fact]
    public void Variables_expand_and_come_back()
    {
        using (EnvironmentInfo.SetVariables(new Dictionary<string, string?> { ["JAMLAB_TEST_N"] = "12" }))
        {
            EnvironmentInfo.GetVariable<int>("JAMLAB_TEST_N").ShouldBe(12);
            EnvironmentInfo.ExpandVariables("a$JAMLAB_TEST_N ${JAMLAB_TEST_N} %JAMLAB_TEST_N% $JAMLAB_NONE").ShouldBe("a12 12 12 $JAMLAB_NONE");
        }

        EnvironmentInfo.HasVariable("JAMLAB_TEST_N").ShouldBeFalse();
    }

    private static string Message(Action action) => Should.Throw<AssertionException>(action).Message;
}
