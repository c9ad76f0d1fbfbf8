using JamLab.Inventory;
using JamLab.Stages.Services;
using JamLab.Tests.Services.Systemd;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services;

public class VersionTests
{
    private static readonly Secret Key = new("key");

    [Fact]
    public void Everything_that_decides_how_it_runs_changes_the_version()
    {
        var one = Sample.Command;
        ServiceDefinition[] others =
        [
            one, one with { Program = "x" }, one with { Kind = ServiceKind.Image }, one with { Packages = [] }, one with { Routed = null }, one with { Memory = null }, one with { Cpu = 1 },
            one with { Ports = Sorted("http", 1) }, one with { Environment = Sorted("A", "b") }, one with { Secrets = Sorted("TOKEN", "other") }, one with { Files = [] },
            one with { Files = [one.Files[0] with { IsExecutable = true }, one.Files[1]] }, one with { Files = [one.Files[0] with { Content = "x"u8.ToArray() }, one.Files[1]] },
            one with { Volumes = [new DefinedVolume("data", "/data", null)] }, one with { Volumes = [new DefinedVolume("data", "/data", "nas0:/x")] },
            one with { Check = new DefinedCheck("/") }, one with { Check = one.Check with { TimeoutSeconds = 9 } },
        ];
        others.Select(other => Of(other)).Distinct().Count().ShouldBe(others.Length);
    }

    [Fact]
    public void A_new_value_of_a_secret_is_a_new_version() => Of(Sample.Command, "other").ShouldNotBe(Of(Sample.Command));

    // Two equal ones are equal in every run; other numbers would deploy every service of every lab anew.
    [Fact]
    public void It_is_twelve_hexadecimal_digits() => Of(Sample.Command).ShouldBe("a3c0c512a4b7");

    [Fact]
    public void What_is_kept_is_what_was()
    {
        foreach (var definition in new[] { Sample.Command, Sample.Image, Sample.Unit })
        {
            var read = ServiceDefinition.FromJson(definition.ToJson());
            read.ToJson().ShouldBe(definition.ToJson());
            Of(read).ShouldBe(Of(definition));
        }
    }

    private static string Of(ServiceDefinition definition, string secret = "value") => ServiceVersion.Of(definition, _ => new Secret(secret), Key);

    private static SortedDictionary<string, T> Sorted<T>(string name, T value) => new(StringComparer.Ordinal) { [name] = value };
}
