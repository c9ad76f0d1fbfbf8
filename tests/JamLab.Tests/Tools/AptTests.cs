using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Processes;
using JamLab.Stages.Tools;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Tools;

/// <summary>With a small apt-get on PATH that notes its arguments and puts the programs of its packages beside itself.</summary>
public class AptTests
{
    private static readonly ToolNeed[] Needs =
    [
        new(ToolCatalog.Packer with { Downloads = [] }, "BuildTemplates"),
        new(ToolCatalog.Mmdebstrap, "BuildTemplates"),
    ];

    private const string AptGet = """
        echo "apt-get $*" >> "$CALLS"
        echo "frontend $DEBIAN_FRONTEND" >> "$CALLS"
        case "$*" in
        *update*) touch "$BIN/updated" ;;
        *install*)
            echo "Unpacking packer (1.6.6) ..."
            echo "Setting up libslirp0:amd64 (4.7.0-1) ..."
            echo "Setting up packer (1.6.6+ds2-1+b1) ..."
            printf '#!/bin/sh\necho Packer v1.6.6\n' > "$BIN/packer"
            printf '#!/bin/sh\necho mmdebstrap 1.3.5\n' > "$BIN/mmdebstrap"
            chmod +x "$BIN/packer" "$BIN/mmdebstrap" ;;
        esac
        """;

    private const string AptCache = """
        shift
        for package; do
            printf '%s:\n  Installed: (none)\n  Candidate: 1.0\n  Version table:\n     1.0 500\n' "$package"
        done
        """;

    [Fact]
    public async Task In_CI_one_apt_get_installs_everything_that_is_missing()
    {
        using var bench = new Bench(ci: true);
        bench.Script("apt-get", AptGet);
        bench.Script("apt-cache", AptCache);
        var tools = await bench.Toolbox().ResolveAsync(Needs, TestContext.Current.CancellationToken);
        tools.Versions.ShouldBe(["Packer 1.6.6", "mmdebstrap 1.3.5"]);
        bench.Calls.ShouldBe(
        [
            "apt-get -q -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends packer mmdebstrap",
            "frontend noninteractive",
        ]);
        bench.Log.ShouldBe(["Installing packer, mmdebstrap", "Setting up packer (1.6.6+ds2-1+b1)"]);
    }

    [Fact]
    public async Task In_a_terminal_it_asks_first_and_a_no_changes_nothing()
    {
        using var bench = new Bench();
        bench.Script("apt-get", AptGet);
        bench.Script("apt-cache", AptCache);
        var questions = new List<string>();
        bool No(string question)
        {
            questions.Add(question);
            return false;
        }

        await Should.ThrowAsync<DiagnosticException>(bench.Toolbox(ask: No).ResolveAsync(Needs, TestContext.Current.CancellationToken));
        questions.ShouldBe(["Install packer, mmdebstrap with apt-get?"]);
        bench.Calls.ShouldBeEmpty();
        await bench.Toolbox(ask: _ => true).ResolveAsync(Needs, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(false, "ID=debian", InstallTools.Always)]
    [InlineData(true, "ID=fedora", InstallTools.Always)]
    [InlineData(true, "ID=debian", InstallTools.Never)]
    [InlineData(true, "ID=debian", InstallTools.Ask)]
    public async Task Without_root_without_Debian_without_leave_or_without_a_terminal_nothing_is_installed(bool root, string osRelease, InstallTools install)
    {
        using var bench = new Bench(root, osRelease: osRelease);
        bench.Script("apt-get", AptGet);
        bench.Script("apt-cache", AptCache);
        await Should.ThrowAsync<DiagnosticException>(bench.Toolbox(install).ResolveAsync(Needs, TestContext.Current.CancellationToken));
        bench.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_lists_are_updated_when_they_do_not_know_a_package()
    {
        using var bench = new Bench();
        bench.Script("apt-get", AptGet);
        bench.Script("apt-cache", $"test -e \"$BIN/updated\" || exit 0\n{AptCache}");
        await bench.Toolbox(InstallTools.Always).ResolveAsync(Needs, TestContext.Current.CancellationToken);
        bench.Calls.Where(call => call.StartsWith("apt-get", StringComparison.Ordinal)).Select(call => call.Split(' ')[4]).ShouldBe(["update", "install"]);
    }

    [Fact]
    public async Task The_lists_are_updated_when_the_mirror_has_moved_on()
    {
        using var bench = new Bench();
        bench.Script("apt-get", $"case \"$*\" in *install*) test -e \"$BIN/updated\" || {{ echo '404  Not Found'; exit 100; }} ;; esac\n{AptGet}");
        bench.Script("apt-cache", AptCache);
        await bench.Toolbox(InstallTools.Always).ResolveAsync(Needs, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_package_that_no_source_has_does_not_keep_the_others_from_being_installed()
    {
        using var bench = new Bench();
        bench.Script("apt-get", AptGet.Replace("printf '#!/bin/sh\\necho mmdebstrap 1.3.5\\n' > \"$BIN/mmdebstrap\"", ":", StringComparison.Ordinal).Replace("\"$BIN/mmdebstrap\" ;;", ";;", StringComparison.Ordinal));
        bench.Script("apt-cache", "printf 'packer:\\n  Candidate: 1.6.6\\nmmdebstrap:\\n  Candidate: (none)\\n'");
        var thrown = await Should.ThrowAsync<DiagnosticException>(bench.Toolbox(InstallTools.Always).ResolveAsync(Needs, TestContext.Current.CancellationToken));
        thrown.Diagnostics.Select(diagnostic => diagnostic.Message).ShouldBe(["mmdebstrap (0.7.5 or newer) is not installed; needed by BuildTemplates"]);
        File.Exists(Path.Combine(bench.Bin, "packer")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failing_apt_get_shows_what_it_said()
    {
        using var bench = new Bench();
        bench.Script("apt-get", "case \"$*\" in *install*) echo 'E: dpkg was interrupted' >&2; exit 100 ;; esac");
        bench.Script("apt-cache", AptCache);
        var thrown = await Should.ThrowAsync<ToolFailedException>(bench.Toolbox(InstallTools.Always).ResolveAsync(Needs, TestContext.Current.CancellationToken));
        thrown.Message.ShouldContain("E: dpkg was interrupted");
    }
}
