using System.Collections;
using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.Running;

public sealed class RedactionTests
{
    [Fact]
    public void A_secret_that_is_made_later_is_taken_out_from_then_on()
    {
        var secrets = new Growing { "first-secret" };
        var redaction = new Redaction(secrets);
        redaction.Clean("first-secret second-secret").ShouldBe("*** second-secret");

        secrets.Add("second-secret");

        redaction.Clean("first-secret second-secret").ShouldBe("*** ***");
        redaction.Clean([new Difference("key", "second-secret", "x")]).Single().Now.ShouldBe("***");
    }

    [Fact]
    public void Secrets_are_gone_through_again_only_when_there_are_more()
    {
        var secrets = new Growing { "first-secret" };
        var redaction = new Redaction(secrets);

        for (var i = 0; i < 10; i++)
            redaction.Clean("first-secret");
        secrets.Walks.ShouldBe(1);

        secrets.Add("second-secret");
        for (var i = 0; i < 10; i++)
            redaction.Clean("first-secret");
        secrets.Walks.ShouldBe(2);
    }

    [Fact]
    public async Task Texts_are_cleaned_while_other_threads_make_secrets()
    {
        var secrets = new Growing();
        var redaction = new Redaction(secrets);

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (i, _) =>
        {
            secrets.Add($"secret-number-{i:000}");
            redaction.Clean($"secret-number-{i:000}").ShouldBe("***");
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task What_a_run_makes_does_not_show_in_what_the_same_run_prints()
    {
        using var host = new TestHost(ShellKind.Dash);
        var secrets = new Growing();
        var settings = new RunSettings
        {
            Secrets = secrets,
            OnEvent = happened =>
            {
                if (happened.Resource == "scripted first")
                    secrets.Add("made-in-the-run");
            },
        };

        var report = await host.ConvergeAsync(settings, new Scripted("first", $"test -e '{host.Root}/first'", $": > '{host.Root}/first'"), new Scripted("second", "false", "echo made-in-the-run; exit 1"));

        report.Problem.ShouldBe("scripted second: ***");
        report.Resources[1].Output.ShouldBe("***");
    }

    private sealed class Growing : IReadOnlyCollection<string>
    {
        private readonly Lock _lock = new();
        private readonly List<string> _texts = [];

        public int Walks { get; private set; }

        public int Count
        {
            get
            {
                lock (_lock)
                    return _texts.Count;
            }
        }

        public void Add(string text)
        {
            lock (_lock)
                _texts.Add(text);
        }

        public IEnumerator<string> GetEnumerator()
        {
            lock (_lock)
            {
                Walks++;
                return ((IEnumerable<string>)[.. _texts]).GetEnumerator();
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
