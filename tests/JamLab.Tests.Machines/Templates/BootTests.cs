using JamLab.Stages.Templates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Templates;

public class BootTests
{
    // One machine for all questions: a boot is most of the time.
    [Fact]
    public Task A_machine_from_the_template_is_what_its_seed_says_and_nothing_of_the_build_is_in_it() => Check("debian-12");

    // Asked for by name (`-explicit only`): the second image costs CI as much time again.
    [Fact(Explicit = true)]
    public Task So_is_one_from_the_next_release() => Check("debian-13");

    // A build and two boots more: asked for by name, too.
    [Fact(Explicit = true)]
    public async Task So_is_one_from_a_cloud_image_with_its_own_boot_loader()
    {
        using var lab = new CloudLab();
        await Check(await lab.BuildAsync(TestContext.Current.CancellationToken), ["apt-mark showhold | grep -cx linux-image-cloud-amd64"]);
    }

    private static async Task Check(string image) =>
        await Check(await Lab.TemplateAsync(image, TestContext.Current.CancellationToken), []);

    private static async Task Check(TemplateArtifact template, string[] unasked)
    {
        await using var machine = await Booted.StartAsync(template, TestContext.Current.CancellationToken);

        foreach (var (question, answer) in Answers.Where(answer => !unasked.Contains(answer.Question)))
            machine.Run(question).ShouldBe(answer, question);
        machine.Serial.ShouldContain("vb0 login:");
    }

    private static readonly (string Question, string Answer)[] Answers =
    [
        ("cloud-init status", "status: done"),
        ("hostname -f", "vb0.lab.internal"),
        ("readlink /etc/localtime", "/usr/share/zoneinfo/Europe/Tallinn"),
        ("test -e /run/ran && echo ran", "ran"),
        ("systemctl --failed --no-legend --plain", ""),
        ("systemctl is-active ssh systemd-networkd systemd-resolved qemu-guest-agent serial-getty@ttyS0", "active\nactive\nactive\nactive\nactive"),
        ("findmnt -no SIZE / | tr -d ' ' | cut -c1", "5"),
        ("sudo sshd -T | grep -iE '^(passwordauthentication|kbdinteractiveauthentication|permitrootlogin) '", "permitrootlogin without-password\npasswordauthentication no\nkbdinteractiveauthentication no"),
        // No account has a password, and the key that Packer used is gone.
        ("sudo awk -F: '$2 !~ /^[!*]/ { print $1 }' /etc/shadow", ""),
        ("sudo cat /root/.ssh/authorized_keys", ""),
        // Host keys and the machine id are this machine's: younger than the template's packages, made in this boot.
        ("sudo find /etc/ssh -name 'ssh_host_*_key' ! -newer /proc/1", ""),
        ("wc -c < /etc/machine-id", "33"),
        ("ls /var/log/journal | grep -cv \"$(cat /etc/machine-id)\"", "0"),
        ("apt-mark showhold | grep -cx linux-image-cloud-amd64", "1"),
        ("grep nameserver /run/systemd/resolve/resolv.conf", "nameserver 10.0.2.3"),
    ];
}
