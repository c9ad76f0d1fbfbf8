using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Convergence;

/// <summary>Packages of a folder on the machine that apt takes as a repository: t-tool in three versions and t-more, which needs it.</summary>
[Collection("system")]
public sealed class SystemPackageTests(SystemMachine machine)
{
    private const string Folder =
        """
        set -e
        mkdir -p /srv/debs; cd /srv/debs; : > Packages
        deb() { # name version depends
          rm -rf build; mkdir -p build/DEBIAN build/etc build/usr/share/$1
          printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: T <t@example.test>\nDepends: %s\nDescription: test\n' $1 $2 "$3" > build/DEBIAN/control
          sed -i '/^Depends: $/d' build/DEBIAN/control
          echo $2 > build/usr/share/$1/version
          echo "as packaged in $2" > build/etc/$1.conf; echo /etc/$1.conf > build/DEBIAN/conffiles
          dpkg-deb -b build $1_$2.deb >/dev/null
          { dpkg-deb -f $1_$2.deb; echo "Filename: ./$1_$2.deb"; echo "Size: $(stat -c %s $1_$2.deb)"; echo "SHA256: $(sha256sum < $1_$2.deb | cut -d' ' -f1)"; echo; } >> Packages
        }
        deb t-tool 1.0; deb t-tool 1.1; deb t-tool 2.0; deb t-more 1.0 t-tool; deb t-third 1.0
        rm -rf build
        """;

    private static readonly PackageRepository Local = new("t-local", "file:/srv/debs") { Suite = "./", Trusted = true };

    [Fact]
    public async Task From_a_repository_to_versions_holds_files_and_away()
    {
        await machine.LookAsync(Folder);
        var tool = new Package("t-tool");
        (await machine.ConvergeAsync(Local, tool)).RoundTrips.ShouldBe(2);
        (await Version("t-tool")).ShouldBe("ii 2.0");

        await machine.LookAsync("echo mine > /etc/t-tool.conf");
        await machine.ConvergeAsync(Local, tool with { Version = "1.*", Hold = true });
        (await Version("t-tool")).ShouldBe("hi 1.1");
        (await machine.LookAsync("cat /etc/t-tool.conf")).ShouldBe("mine");

        (await machine.RunAsync(Local, tool with { Version = "3.*" })).Problem.ShouldNotBeNull().ShouldContain("Version '3.*' for 't-tool' was not found");
        await machine.ConvergeAsync(Local, tool with { Version = "1.0", Hold = true });
        (await Version("t-tool")).ShouldBe("hi 1.0");

        await machine.ConvergeAsync(Local, tool with { Hold = false });
        (await machine.LookAsync("apt-mark showhold | grep t-tool; ls /etc/apt/preferences.d")).ShouldBe("");

        await machine.ConvergeAsync(tool with { FromFile = "/srv/debs/t-tool_2.0.deb" });
        (await Version("t-tool")).ShouldBe("ii 2.0");

        await machine.ConvergeAsync(tool with { Absent = true });
        (await Version("t-tool")).ShouldBe("rc 2.0");
        await machine.ConvergeAsync(new Packages("t-more", "t-tool"));
        await machine.ConvergeAsync(tool with { Absent = true }, new Package("t-more") { Absent = true });
    }

    [Fact]
    public async Task A_repository_goes_with_what_it_offered()
    {
        await machine.LookAsync(Folder);
        await machine.ConvergeAsync(new PackageRepository("t-gone", "file:/srv/debs") { Suite = "./", Trusted = true });
        await machine.ConvergeAsync(new PackageRepository("t-gone", "file:/srv/debs") { Absent = true });
        (await machine.LookAsync("ls /etc/apt/sources.list.d")).ShouldNotContain("t-gone");
        (await machine.RunAsync(new Package("t-nowhere"))).Problem.ShouldNotBeNull().ShouldContain("Unable to locate package t-nowhere");
    }

    [Theory]
    [InlineData("/var/lib/dpkg/lock-frontend")]
    [InlineData("/var/lib/apt/lists/lock")]
    public async Task Another_program_s_lock_is_waited_for(string file)
    {
        await machine.LookAsync(Folder);
        await machine.RunAsync(Local, new Packages("t-third"));
        await machine.LookAsync("rm -f /var/lib/apt/periodic/jamlab-update; apt-get -qq -y remove t-third");
        await machine.LookAsync($"systemd-run -q perl -e 'use Fcntl; open(F, \">>\", \"{file}\"); fcntl(F, F_SETLK, pack(\"s s l! l! i\", F_WRLCK, 0, 0, 0, 0)) or die; $| = 1; print \"has it\\n\"; sleep 4'");
        await machine.ConvergeAsync(new Packages("t-third"));
        (await machine.LookAsync("journalctl -q -o cat --grep 'has it'")).ShouldContain("has it");
    }

    [Fact]
    public async Task What_dpkg_was_interrupted_in_is_finished_first()
    {
        await machine.LookAsync(Folder);
        await machine.LookAsync("apt-get -qq -y remove t-third; cp /srv/debs/t-third_1.0.deb /srv/t-third.deb; dpkg --unpack /srv/t-third.deb; : > /var/lib/dpkg/updates/0000");
        await machine.ConvergeAsync(Local, new File("/etc/t-third-done", "yes"), new Packages("t-third"));
        (await Version("t-third")).ShouldBe("ii 1.0");
    }

    private Task<string> Version(string package) => machine.LookAsync($"dpkg-query -W -f '${{db:Status-Abbrev}}${{Version}}' {package}");
}
