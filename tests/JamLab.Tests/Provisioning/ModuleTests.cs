using JamLab.Stages.Processes;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Nuke.Common.IO;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public class ModuleTests
{
    public static TheoryData<string> Modules { get; } = ["qemu", "nspawn"];

    public static TheoryData<string> Scripts { get; } =
        [.. Directory.GetFiles(Repository.File("terraform"), "*.sh", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file)).Order()];

    [Fact]
    public async Task Modules_are_written_as_Terraform_writes_them() =>
        (await Run("terraform", "fmt", "-no-color", "-check", "-diff", "-recursive", Repository.File("terraform"))).ShouldBe("");

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Terraform_finds_a_module_valid(string module)
    {
        using var work = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Repository.File("terraform", module), "*.tf"))
            File.Copy(file, work / Path.GetFileName(file));
        await Run("terraform", $"-chdir={work.Path}", "init", "-no-color", "-backend=false");
        (await Run("terraform", $"-chdir={work.Path}", "validate", "-no-color")).ShouldContain("The configuration is valid.");
    }

    [Fact]
    public void All_modules_take_the_same_machines()
    {
        var machines = Modules.Select(module => Between(File.ReadAllText(Repository.File("terraform", module.Data, "variables.tf")), "variable \"machines\"")).ToList();
        machines.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_plain_shell(string script) => await Run("dash", "-n", Repository.File(script));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task ShellCheck_has_nothing_to_say(string script) =>
        (await Run("shellcheck", "--shell=sh", "--color=never", Repository.File(script))).ShouldBe("");

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_without_its_variables_does_nothing(string script)
    {
        using var elsewhere = new TemporaryFolder();
        foreach (var verb in new[] { "on", "off", "create", "destroy", "ensure", "remove" })
        {
            var result = await new ProcessRunner(Logger.None).TryRunAsync(
                new ToolCommand("env", "-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}", Find("dash"), Repository.File(script), verb) { WorkingDirectory = elsewhere.Path },
                TestContext.Current.CancellationToken);
            if (result.ExitCode != 0)
                result.Errors.ShouldMatch("parameter (not|null or not) set");
        }

        elsewhere.Path.GetFiles("*").ShouldBeEmpty();
    }

    private static string Between(string text, string start)
    {
        var type = text[text.IndexOf(start, StringComparison.Ordinal)..];
        return type[type.IndexOf("type", StringComparison.Ordinal)..];
    }

    private static string Find(string program)
    {
        var found = Programs.Find(program);
        Assert.SkipWhen(found is null, $"needs {program}");
        return found!;
    }

    private static async Task<string> Run(string program, params string[] arguments) =>
        (await new ProcessRunner(Logger.None).RunAsync(new ToolCommand(Find(program), arguments), TestContext.Current.CancellationToken)).Output;
}
