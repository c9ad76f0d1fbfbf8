using Shouldly;
using Xunit;

namespace JamLab.Tests.Bootstrap;

public sealed class StartTests : IDisposable
{
    private readonly MiniRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(130)]
    public void The_exit_code_is_the_builds_own(int exitCode)
    {
        _repository.Write("build/Build.cs", $"exit {exitCode}");

        _repository.Build().ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public void Signals_reach_the_build_itself()
    {
        _repository.Write("build/Build.cs", "trap 'echo $$ got TERM; exit 7' TERM; touch started; while :; do sleep 0.02; done");
        var run = _repository.Start();
        MiniRepository.Until(() => File.Exists(_repository.Path("started")));
        run.Signal("TERM");

        run.Wait().ShouldSatisfyAllConditions(x => x.Out.ShouldBe($"{run.Id} got TERM\n"), x => x.ExitCode.ShouldBe(7));
    }

    [Fact]
    public void The_working_directory_stays_the_callers()
    {
        _repository.Write("build/Build.cs", "pwd");
        var elsewhere = Directory.CreateDirectory(_repository.Path("else where")).FullName;

        _repository.StartAs(_repository.Path("build.sh"), elsewhere, []).Wait().Out.ShouldBe(elsewhere + "\n");
    }

    [Fact]
    public void A_relative_symbolic_link_finds_the_repository()
    {
        var link = System.IO.Path.Combine(_repository.Tools, "jamlab");
        File.CreateSymbolicLink(link, "../the repo/build.sh");

        _repository.StartAs(link, "/", [], ":complete", "x").Wait().Out.ShouldBe("ran :complete x\n");
    }

    [Fact]
    public void Standard_input_is_the_builds()
    {
        _repository.Write("build/Build.cs", "read -r line; echo \"$line\"");
        var run = _repository.StartAs("/bin/bash", _repository.Root, [], "-c", "echo hello | './build.sh'");

        run.Wait().Out.ShouldBe("hello\n");
    }

    [Fact]
    public void A_dotnet_that_moved_is_found_again_without_a_compile()
    {
        _repository.Build();
        var moved = Directory.CreateDirectory(_repository.Path("moved")).FullName;
        File.Move(System.IO.Path.Combine(_repository.Tools, "dotnet"), System.IO.Path.Combine(moved, "dotnet"));
        var environment = new Dictionary<string, string> { ["PATH"] = $"{moved}:/usr/bin:/bin" };

        _repository.StartAs(_repository.Path("build.sh"), _repository.Root, environment).Wait().ShouldBe(new MiniRepository.Result(0, "ran\n", ""));
        _repository.Compiles.ShouldBe(1);
    }

    [Fact]
    public void An_SDK_that_is_missing_is_installed_beside_the_repository()
    {
        var environment = WithoutSdk("cp \"$TOOLS/dotnet\" \"$4/dotnet\"; echo \"$1 $2 $3 $5\"");

        var run = _repository.StartAs(_repository.Path("build.sh"), _repository.Root, environment, "x").Wait();

        run.Out.ShouldBe("ran x\n");
        run.Error.ShouldContain($"--jsonfile {_repository.Path("global.json")} --install-dir --no-path\n");
        File.ReadAllText(_repository.Path("publish.calls")).ShouldNotBeEmpty();
        Directory.GetDirectories(_repository.Root, ".dotnet*").ShouldBe([_repository.Path(".dotnet")]);
    }

    [Fact]
    public void An_SDK_that_cannot_be_installed_leaves_nothing_and_says_what_to_do()
    {
        var environment = WithoutSdk("touch \"$4/half\"; exit 1");

        var run = _repository.StartAs(_repository.Path("build.sh"), _repository.Root, environment).Wait();

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("Install the version that global.json names from https://dot.net/download");
        Directory.GetDirectories(_repository.Root, ".dotnet*").ShouldBeEmpty();
    }

    /// <summary>The dotnet on PATH refuses global.json; the script installs another.</summary>
    private Dictionary<string, string> WithoutSdk(string installScript)
    {
        var script = System.IO.Path.Combine(_repository.Tools, "install.sh");
        File.WriteAllText(script, installScript);
        var refusing = Directory.CreateDirectory(System.IO.Path.Combine(_repository.Tools, "refusing")).FullName;
        File.WriteAllText(System.IO.Path.Combine(refusing, "dotnet"), "#!/bin/sh\nexit 145\n");
        MiniRepository.MakeExecutable(System.IO.Path.Combine(refusing, "dotnet"));
        return new Dictionary<string, string>
        {
            ["PATH"] = $"{refusing}:/usr/bin:/bin",
            ["TOOLS"] = _repository.Tools,
            ["DOTNET_INSTALL_URL"] = new Uri(script).AbsoluteUri,
        };
    }
}
