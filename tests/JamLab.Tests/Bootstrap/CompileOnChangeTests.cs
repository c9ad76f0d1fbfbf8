using Shouldly;
using Xunit;

namespace JamLab.Tests.Bootstrap;

public sealed class CompileOnChangeTests : IDisposable
{
    private readonly MiniRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void The_first_run_compiles_and_says_so_on_stderr_only()
    {
        var run = _repository.Build("Test", "--name", "two words");

        run.Out.ShouldBe("ran Test --name two words\n");
        run.Error.ShouldMatch(@"^Compiling the build \(first run\) \.\.\. \d+ s\n$");
        run.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void The_second_run_compiles_nothing_and_says_nothing()
    {
        _repository.Build();

        _repository.Build("again").ShouldBe(new MiniRepository.Result(0, "ran again\n", ""));
        _repository.Compiles.ShouldBe(1);
    }

    [Theory]
    [InlineData("build/Build.cs")]
    [InlineData("pipelines/Part/Part.cs")]
    [InlineData("global.json")]
    [InlineData("Directory.Packages.props")]
    [InlineData("build/packages.lock.json")]
    [InlineData("pipelines/Part/new file.cs")]
    public void A_changed_or_new_source_is_compiled_and_named(string file)
    {
        _repository.Build();
        _repository.Write(file, "# changed");

        _repository.Build().Error.ShouldStartWith($"Compiling the build ({file} changed) ...");
    }

    [Fact]
    public void Several_changes_are_counted()
    {
        _repository.Build();
        _repository.Write("build/Build.cs", "");
        _repository.Delete("pipelines/Part/Part.cs");

        _repository.Build().Error.ShouldStartWith("Compiling the build (build/Build.cs and 1 more changed) ...");
    }

    [Fact]
    public void A_deleted_source_is_a_change()
    {
        _repository.Build();
        _repository.Delete("pipelines/Part/Part.cs");

        _repository.Build().Error.ShouldContain("(pipelines/Part/Part.cs changed)");
    }

    [Fact]
    public void Time_stamps_do_not_matter()
    {
        _repository.Build();
        File.SetLastWriteTimeUtc(_repository.Path("build/Build.cs"), DateTime.UtcNow.AddYears(1));
        File.Move(_repository.Path("pipelines/Part/Part.cs"), _repository.Path("moved"));
        File.Move(_repository.Path("moved"), _repository.Path("pipelines/Part/Part.cs"));

        _repository.Build().Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("build/bin/x.cs")]
    [InlineData("pipelines/Part/obj/x.cs")]
    [InlineData("build/.Build.cs.swp")]
    [InlineData("images/debian-12/template.pkr.hcl")]
    public void What_is_not_compiled_does_not_matter(string file)
    {
        _repository.Build();
        _repository.Write(file, "new");

        _repository.Build().Error.ShouldBeEmpty();
    }

    [Fact]
    public void Going_back_to_an_earlier_content_compiles_nothing()
    {
        _repository.Build();
        var before = File.ReadAllText(_repository.Path("build/Build.cs"));
        _repository.Write("build/Build.cs", "echo other");
        _repository.Build().Out.ShouldBe("other\n");
        _repository.Write("build/Build.cs", before);

        _repository.Build().ShouldBe(new MiniRepository.Result(0, "ran\n", ""));
    }

    [Fact]
    public void A_lock_file_that_restoring_rewrote_is_not_a_change()
    {
        _repository.Write("writes-lock", "");
        _repository.Build();

        _repository.Build().Error.ShouldBeEmpty();
        _repository.Compiles.ShouldBe(1);
    }

    [Fact]
    public void Three_builds_stay_and_one_that_is_running()
    {
        _repository.Write("build/Build.cs", "touch started; while [[ ! -e stop ]]; do sleep 0.02; done; cat \"$0\" | wc -l");
        var running = _repository.Start();
        MiniRepository.Until(() => File.Exists(_repository.Path("started")));
        for (var version = 0; version < 5; version++)
        {
            _repository.Write("build/Build.cs", $"echo {version}");
            _repository.Build();
        }

        Directory.GetFiles(_repository.Path(".nuke/temp/build"), "_build.dll", SearchOption.AllDirectories).Length.ShouldBe(4);
        _repository.Write("stop", "");
        running.Wait().ExitCode.ShouldBe(0);
    }
}
