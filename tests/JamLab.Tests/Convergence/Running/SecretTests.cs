using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Running;

public sealed class SecretTests
{
    private const string Canary = "c4nary-in-a-coal-mine";

    [Theory]
    [InlineData(ShellKind.Dash)]
    [InlineData(ShellKind.BusyBox)]
    public async Task A_secret_reaches_its_files_and_nothing_else(ShellKind shell)
    {
        using var host = new TestHost(shell);
        Tree.Write(host.Disk, "line 0600 \"a\\n\"\nblock 0600 \"a\\n\"\nnew 0600 \"old\"");
        var events = new StringBuilder();
        var settings = new RunSettings { Secrets = [Canary], OnEvent = one => events.Append(one) };

        foreach (var dry in (bool[])[true, false, false])
        {
            var report = await host.ConvergeAsync(settings with { DryRun = dry }, Resources(host.Root));
            report.Problem.ShouldBeNull();
            Everything(report).ShouldNotContain(Canary);
        }

        events.ToString().ShouldNotContain(Canary);
        string.Concat(Resources(host.Root)).ShouldNotContain(Canary);
        string.Concat(Resources(host.Root).SelectMany(one => one.Facts)).ShouldNotContain(Canary);
        foreach (var name in (string[])["file", "line", "block", "new"])
            (await System.IO.File.ReadAllTextAsync($"{host.Disk}/{name}", TestContext.Current.CancellationToken)).ShouldContain(Canary);
    }

    [Fact]
    public async Task The_list_of_processes_never_shows_a_secret()
    {
        using var host = new TestHost(ShellKind.Dash);
        var look = $"cat /proc/[0-9]*/cmdline >> '{host.Root}/seen' 2>/dev/null || true; cat /proc/[0-9]*/environ >> '{host.Root}/seen' 2>/dev/null || true";

        var report = await host.ConvergeAsync(
            new File($"{host.Root}/file", HostText.Secret($"key={Canary}\n")) { Validate = look },
            new File($"{host.Root}/line", "a\n") { Validate = look },
            new Line($"{host.Root}/other", HostText.Secret($"key={Canary}")) { Validate = look });

        report.Problem.ShouldBeNull();
        var seen = await System.IO.File.ReadAllTextAsync($"{host.Root}/seen", TestContext.Current.CancellationToken);
        seen.ShouldContain("dash");
        seen.ShouldNotContain(Canary);
    }

    [Fact]
    public async Task A_secret_that_a_file_holds_no_longer_does_not_show_as_what_was_there()
    {
        using var host = new TestHost(ShellKind.Dash);
        Tree.Write(host.Disk, $"a 0600 \"key={Canary}\\n\"\nb 0600 \"key={Canary}\\nx\\n\"");
        var settings = new RunSettings { Secrets = [Canary] };

        var report = await host.ConvergeAsync(settings, new File($"{host.Root}/a", "key is elsewhere\n"), new Line($"{host.Root}/b", "y"));

        report.Problem.ShouldBeNull();
        Everything(report).ShouldNotContain(Canary);
        Everything(report).ShouldContain("-key=***");
    }

    [Fact]
    public async Task Even_a_secret_that_cannot_be_written_stays_one()
    {
        using var host = new TestHost(ShellKind.Dash);

        var report = await host.ConvergeAsync(new RunSettings { Secrets = [Canary] }, new File($"{host.Root}/no/such/directory", HostText.Secret(Canary)), new File($"{host.Root}/b", HostText.Secret(Canary)) { Validate = "cat \"$file\"; false" });
        var refused = await host.ConvergeAsync(new RunSettings { Secrets = [Canary] }, new File($"{host.Root}/b", HostText.Secret(Canary)) { Validate = "cat \"$file\"; false" });

        Everything(report).ShouldNotContain(Canary);
        refused.Problem.ShouldNotBeNull().ShouldContain("***");
        Everything(refused).ShouldNotContain(Canary);
    }

    private static Resource[] Resources(string root) =>
    [
        new File($"{root}/file", HostText.Secret($"key={Canary}\n")),
        new Line($"{root}/line", HostText.Secret($"key={Canary}")) { Matching = "^key=" },
        new Line($"{root}/line", "beside it"),
        new Block($"{root}/block", HostText.Secret($"key={Canary}")),
        new Block($"{root}/block", "beside it") { Title = "other" },
        new File($"{root}/new", HostText.FromBytes(Encoding.UTF8.GetBytes($"\0{Canary}"), isSecret: true)),
        new Scripted("secret script", $"test -e '{root}/script'", HostText.Secret($"echo {Canary}; : > '{root}/script'")),
    ];

    private static string Everything(HostReport report) =>
        $"{report} {report.Problem} {report.WayOut}\n" + string.Concat(report.Resources.Select(one => $"{one} {one.Output}\n{string.Join('\n', one.Differences.Select(difference => $"{difference} {difference.Now} {difference.Wanted} {difference.Text}"))}\n"));
}
