using Shouldly;
using Xunit;

namespace JamLab.Tests.Bootstrap;

public sealed class CompileFailureTests : IDisposable
{
    private readonly MiniRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void An_error_is_shown_once_with_its_place_and_no_old_build_runs()
    {
        _repository.Build();
        _repository.Write("build/Build.cs", "syntax error");

        var run = _repository.Build();

        run.ExitCode.ShouldBe(1);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldMatch(@"^Compiling the build \(build/Build.cs changed\) \.\.\. failed after \d+ s\nbuild/Build.cs\(1,9\): error CS1002: ; expected\n$");
    }

    [Fact]
    public void A_failed_compile_is_tried_again()
    {
        _repository.Write("build/Build.cs", "syntax error");
        _repository.Build();

        _repository.Build().ExitCode.ShouldBe(1);
        _repository.Compiles.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Without_the_ahead_of_time_compiler_the_build_is_compiled_without_it()
    {
        _repository.Write("no-crossgen", "");

        _repository.Build().Out.ShouldBe("ran\n");
        _repository.Compiles.ShouldBe(2);
    }

    [Fact]
    public void A_compile_that_was_killed_is_not_trusted()
    {
        _repository.Write("hold", "");
        var killed = _repository.Start();
        MiniRepository.Until(() => _repository.Compiles == 1);
        killed.Signal("KILL");
        var next = _repository.Start();
        _repository.Delete("hold");

        next.Wait().Out.ShouldBe("ran\n");
        Directory.GetDirectories(_repository.Path(".nuke/temp/build"), "tmp.*").ShouldBeEmpty();
    }

    [Fact]
    public void Two_at_once_compile_once()
    {
        _repository.Write("hold", "");
        var first = _repository.Start("first");
        MiniRepository.Until(() => _repository.Compiles == 1);
        var second = _repository.Start("second");
        _repository.Delete("hold");

        first.Wait().Out.ShouldBe("ran first\n");
        second.Wait().Out.ShouldBe("ran second\n");
        _repository.Compiles.ShouldBe(1);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_the_compile_and_leaves_nothing(string signal, int exitCode)
    {
        _repository.Write("hold", "");
        var run = _repository.Start();
        MiniRepository.Until(() => _repository.Compiles == 1);
        run.Signal(signal);

        var result = run.Wait();
        result.ExitCode.ShouldBe(exitCode);
        result.Error.ShouldEndWith("stopped\n");
        Directory.GetDirectories(_repository.Path(".nuke/temp/build"), "tmp.*").ShouldBeEmpty();
    }
}
