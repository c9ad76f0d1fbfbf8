using CliWrap;

namespace JamLab.Benchmarks.Startup;

/// <summary>What it costs to start a build that has nothing to do, beside NUKE's way of starting the same one.</summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const int Runs = 7;

    public string Name => "startup";

    public string Title => "Starting a build";

    public async Task<string> RunAsync(string repository, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("jamlab-startup-").FullName;
        try
        {
            var hello = await Hello.CompileAsync(scratch, cancellationToken).ConfigureAwait(false);
            var project = Path.Combine(repository, "build", "_build.csproj");
            await Cli.Wrap("dotnet").WithArguments(["restore", project]).ExecuteAsync(cancellationToken).ConfigureAwait(false);

            // NUKE's build.sh: compile with what dotnet build finds out to be old, then run without asking again.
            var nuke = $"dotnet build '{project}' --nologo -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false"
                + $" && dotnet run --project '{project}' --no-build -- Nothing --no-logo";
            var build = Path.Combine(repository, "build.sh");
            Candidate[] candidates =
            [
                new("`./build.sh Nothing`", Run(build, "Nothing", "--no-logo")),
                new("`./build.sh --help`", Run(build, "--help")),
                new("NUKE's way: `dotnet build`, `dotnet run --no-build`", Run("bash", "-c", nuke)),
                new("a program that prints one line: `dotnet hello.dll`", Run("dotnet", hello)),
            ];
            var times = await Measure.InTurnsAsync(candidates, warmUps: 1, Runs, cancellationToken).ConfigureAwait(false);
            return $"""
                A warm start as a whole process, nothing to compile and nothing to do; medians of {Runs} runs in turns.
                {Repository.Machine}. Run it with `./build.sh Benchmarks --benchmark startup`.

                {Measure.ToTable(times, comparedWith: 2)}
                """;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        Command Run(string program, params string[] arguments) =>
            Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(repository);
    }
}
