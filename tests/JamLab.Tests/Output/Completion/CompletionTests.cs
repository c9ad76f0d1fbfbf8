using System.Diagnostics;
using JamLab.Tests.Support;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Completion;

public class CompletionTests
{
    private static readonly CompletionModel Model =
        CompletionModel.Parse(BuildSchema.Create(new SampleBuild().Targets, SampleBuild.Parameters))!;

    [Theory]
    [InlineData("build.sh ", "BuildTemplates ConfigureHosts DeployServices Doctor Notify PlanNetwork ProvisionVms Report ValidateInventory")]
    [InlineData("build.sh pro", "ProvisionVms")]
    [InlineData("build.sh D", "DeployServices Doctor")]
    [InlineData("build.sh Doctor D", "DeployServices")]
    [InlineData("build.sh Doctor", "Doctor")]
    [InlineData("build.sh X", "")]
    [InlineData("build.sh Int", "")]
    [InlineData("build.sh --", "--broken --dry-run --environment-name --grace --help --host --limit --parallel --password --skip --target --verbosity")]
    [InlineData("build.sh --dryr", "--dry-run")]
    [InlineData("build.sh Doctor --dry-run --d", "")]
    [InlineData("build.sh --environment-name ", "home local")]
    [InlineData("build.sh --EnvironmentName h", "home")]
    [InlineData("build.sh --environment-name home --h", "--help --host")]
    [InlineData("build.sh --verbosity m", "Minimal")]
    [InlineData("build.sh --host ", "GitHubActions Terminal")]
    [InlineData("build.sh --skip BuildTemplates V", "ValidateInventory")]
    [InlineData("build.sh --skip BuildTemplates B", "")]
    [InlineData("build.sh --limit ", "")]
    [InlineData("build.sh Ssh -- --", "")]
    [InlineData("", "")]
    public void Candidates_fit_the_place(string line, string expected) =>
        string.Join(' ', Nuke.Common.Output.Completion.Candidates(Model, line + (line.Length == 0 ? "build.sh X" : "")))
            .ShouldBe(expected);

    [Fact]
    public void After_a_switch_come_more_parameters() =>
        Nuke.Common.Output.Completion.Candidates(Model, "build.sh --dry-run ").ShouldContain("--limit");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"definitions\": 3 }")]
    public void A_broken_schema_offers_nothing(string schema) => CompletionModel.Parse(schema).ShouldBeNull();

    [Theory]
    [InlineData("bash")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    [InlineData("zsh")]
    public void Each_shell_has_a_script(string shell)
    {
        var (code, output, _) = Run(":completion", shell);
        code.ShouldBe(0);
        Approved.Match(output, $"completion-{shell}");
    }

    [Fact]
    public void An_unknown_shell_names_the_known_ones() =>
        Run(":completion", "tcsh").ShouldBe((2, "", ":completion needs the name of a shell: bash, fish, pwsh, zsh\n"));

    [Fact]
    public void Other_words_are_not_for_completion() => Run("Doctor").Code.ShouldBeNull();

    [Fact]
    public void Candidates_come_one_a_line_from_the_schema_of_the_root()
    {
        var root = Directory.CreateTempSubdirectory().FullName;
        RunIn(root, ":complete", "build.sh Doc").ShouldBe((0, "", ""));
        GeneratedFile.WriteIfStale(Path.Combine(root, ".nuke", "build.schema.json"), BuildSchema.Create(new SampleBuild().Targets, SampleBuild.Parameters));
        RunIn(root, ":complete", "build.sh --environment-name ").ShouldBe((0, "home\nlocal\n", ""));
        RunIn(root, ":complete", "build.sh", "Doc").ShouldBe((0, "Doctor\n", ""));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Bash_asks_the_build_and_offers_its_answer()
    {
        if (!File.Exists("/bin/bash"))
            Assert.Skip("needs /bin/bash");
        var directory = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(directory, "completion.bash"), Run(":completion", "bash").Output);
        File.WriteAllText(Path.Combine(directory, "build.sh"), "#!/bin/bash\nprintf '%s\\n' \"$@\" > asked\nprintf 'Provision Vms\\nProvisionAll\\n'\n");
        File.SetUnixFileMode(Path.Combine(directory, "build.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);

        // What readline does on <TAB> with the cursor after "Pro".
        var answer = Bash(directory, """
            source completion.bash
            complete -p build.sh
            COMP_LINE='./build.sh Pro --more' COMP_POINT=14 COMP_WORDS=(./build.sh Pro --more) COMP_CWORD=1
            _build_sh ./build.sh Pro ./build.sh
            printf '<%s>\n' "${COMPREPLY[@]}"
            cat asked
            """);
        answer.ShouldBe("complete -o default -F _build_sh build.sh\n<Provision Vms>\n<ProvisionAll>\n:complete\n./build.sh Pro\n");
        Directory.Delete(directory, recursive: true);
    }

    private static string Bash(string directory, string script)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["--norc", "-c", script])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private static (int? Code, string Output, string Error) Run(params string[] arguments) => RunIn("/nowhere", arguments);

    private static (int? Code, string Output, string Error) RunIn(string root, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CompletionCommand.TryRun(arguments, () => root, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
