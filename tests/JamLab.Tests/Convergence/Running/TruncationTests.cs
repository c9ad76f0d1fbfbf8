using System.Diagnostics;
using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Convergence.Scripts;
using JamLab.Tests.Convergence.Support;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Running;

/// <summary>A connection may break while the script is still on its way: what arrived of it must not run.</summary>
public sealed class TruncationTests
{
    [Theory]
    [InlineData("dash", 1)]
    [InlineData("busybox sh", 5)]
    public async Task A_script_cut_anywhere_changes_all_or_nothing(string shell, int step)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        using var folder = new TemporaryFolder();
        var (root, script) = (System.IO.Directory.CreateDirectory(folder / "root").FullName, Script(folder / "root"));
        var run = System.IO.Directory.CreateDirectory(folder / "run").FullName;
        var file = folder.With("script", script);

        // Prints how many characters of the script were enough for the disk to change at all, and what was there then.
        const string Cuts =
            """
            mount --bind "$5" /run && cd "$1" || exit 1
            text=$(cat "$2"; echo x); text=${text%x}
            for ((i = ${#text} % $4; i <= ${#text}; i += $4)); do
              printf %s "${text:0:i}" | $3 -s >/dev/null 2>&1
              for one in *; do
                [[ -e $one ]] || continue
                echo "$i of ${#text}: $(echo * | tr '\n' ' ')"
                exit
              done
            done
            """;
        var start = new ProcessStartInfo("unshare", ["--mount", "bash", "-c", Cuts, "bash", root, file, shell, $"{step}", run]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0);
        said.ShouldEndWith(": a b c");
        int.Parse(said.Split(' ')[0]).ShouldBeGreaterThanOrEqualTo(script.LastIndexOf("\nj_main", StringComparison.Ordinal) + "\nj_main".Length);
    }

    private static string Script(string root)
    {
        Resource[] resources = [new File($"{root}/a", "1\n"), new File($"{root}/b", "2") { Mode = 0b110_000_000 }, new Link($"{root}/c", "b")];
        var facts = new Dictionary<Fact, object>();
        foreach (var fact in resources.SelectMany(one => one.Facts))
            facts[fact] = fact is PathFact ? PathInfo.Missing : ContentInfo.Missing;
        var plan = HostPlan.Make([.. resources.Select(one => new Declared("test", one))], new HostFacts(facts));
        var markers = new Markers();
        return new ApplyScript([.. plan.Changes.Select(entry => entry.Change)], new ProbeScript([], markers), markers, new RunSettings()).Text().Reveal();
    }
}
