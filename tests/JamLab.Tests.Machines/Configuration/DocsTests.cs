using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

[Collection("containers")]
public sealed class DocsTests(Repository repository)
{
    [Fact]
    public async Task Every_command_of_the_page_on_configuration_does_what_it_says()
    {
        var page = await File.ReadAllLinesAsync(Path.Combine(Templates.Lab.Root, "docs", "configuration.md"), TestContext.Current.CancellationToken);
        var commands = page.Where(line => line.StartsWith("    ./build.sh ", StringComparison.Ordinal)).Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).ToList();
        commands.Count.ShouldBeGreaterThan(4);

        await using var lab = TestLab.Nspawn(repository);
        // A file that needs no role, as the page has it.
        var script = Path.Combine(lab.Folder, "files", "vb", "usr", "local", "bin", "snapshot");
        Directory.CreateDirectory(Path.GetDirectoryName(script)!);
        await File.WriteAllTextAsync(script, "#!/bin/sh\necho snapshot\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);

        foreach (var command in commands)
            await lab.SucceedAsync(command);
        (await lab.SshAsync("vb0", "snapshot")).ShouldContain("snapshot");
    }
}
