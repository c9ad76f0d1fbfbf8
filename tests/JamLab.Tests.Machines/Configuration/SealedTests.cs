using JamLab.Tests.Machines.Lab.Support;
using JamLab.Tests.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>Sealed values that cannot be opened end a run before there is any machine.</summary>
[Collection("commands")]
public sealed class SealedTests(Repository repository) : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Nspawn(repository);

    public ValueTask InitializeAsync()
    {
        var lines = TestSeal.Of("open sesame", "correct horse").Split('\n').Select(line => $"      {line}\n");
        _lab.EditInventory("    sudo: true\n", $"    sudo: true\n    password: !vault |\n{string.Concat(lines)}");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_run_that_cannot_open_a_value_says_where_and_touches_nothing()
    {
        (await _lab.RunAsync("ValidateInventory")).ExitCode.ShouldBe(0, "checking needs no password");

        var without = await _lab.RunAsync("ConfigureBase");
        without.ExitCode.ShouldBe(2, without.All);
        without.All.ShouldContain("error JAM0441: the password of 'jam' is sealed, and there is no password to open it");
        without.All.ShouldContain($"environments/{_lab.Name}/inventory.yml:");
        without.All.ShouldContain($"write the password to environments/{_lab.Name}/.vault_pass (chmod 600), or give it as $JAMLAB_VAULT_PASSWORD");

        using var started = _lab.StartWith(new() { ["JAMLAB_VAULT_PASSWORD"] = "battery staple" }, "ConfigureBase");
        var wrong = await started.EndsAsync();
        wrong.ExitCode.ShouldBe(2, wrong.All);
        wrong.All.ShouldContain("error JAM0442: the password of 'jam' was sealed with another password than that of $JAMLAB_VAULT_PASSWORD");
        wrong.All.ShouldNotContain("battery staple");

        Directory.Exists(Path.Combine(_lab.State, "nspawn")).ShouldBeFalse();
    }
}
