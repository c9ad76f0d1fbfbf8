using System.Diagnostics;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Benchmarks;

[Collection("containers")]
public sealed class ConfigureBenchmarkTests
{
    // It compiles a copy of the repository.
    [Fact(Explicit = true)]
    public async Task Two_hosts_once_give_a_whole_table_and_leave_nothing()
    {
        Needs.Nspawn();
        var folder = Directory.CreateTempSubdirectory("jamlab-test-").FullName;
        try
        {
            var document = Path.Combine(folder, "benchmarks.md");
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_EXE") ?? "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "JamLab.Benchmarks.dll"), "configure"])
            {
                RedirectStandardOutput = true,
                Environment =
                {
                    ["TMPDIR"] = folder, ["JAMLAB_BENCHMARK_DOCUMENT"] = document, ["JAMLAB_BENCHMARK_HOSTS"] = "2", ["JAMLAB_BENCHMARK_RUNS"] = "1",
                    ["JAMLAB_BENCHMARK_MANY_HOSTS"] = "3", ["JAMLAB_BENCHMARK_MANY_RESOURCES"] = "80", ["JAMLAB_BENCHMARK_ANSIBLE"] = "",
                },
            };
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            process.ExitCode.ShouldBe(0, output);
            var text = await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken);
            text.ShouldNotContain("What did not work");
            text.ShouldContain("left every host the same");
            text.Split('\n').Count(line => line.Contains("**`./build.sh ConfigureBase`**", StringComparison.Ordinal)).ShouldBe(3, text);
            Computer.Processes(folder).ShouldBeEmpty();
            Directory.GetDirectories(folder).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
