using System.Runtime.CompilerServices;
using JamLab.Stages.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Docs;

public sealed class ExampleTests
{
    [Fact]
    public void The_role_that_the_docs_show_is_one_that_compiles()
    {
        var code = Read("ChronyRole.cs");
        var shown = code[code.IndexOf("public sealed class", StringComparison.Ordinal)..];
        Read("../../../docs/configuration.md").ShouldContain($"```csharp\n{shown}```\n");
    }

    [Fact]
    public void The_sealed_value_that_the_docs_show_opens_with_the_password_that_they_name()
    {
        var page = Read("../../../docs/configuration.md");
        page.ShouldContain("is `correct horse`");
        var example = page[page.IndexOf("      $ANSIBLE_VAULT", StringComparison.Ordinal)..];
        AnsibleVault.Open(example[..example.IndexOf("```", StringComparison.Ordinal)], "correct horse").ShouldBe("open sesame");
        page.ShouldContain("--name password 'open sesame'");
    }

    private static string Read(string file, [CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, file));
}
