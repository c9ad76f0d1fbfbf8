using Nuke.Common;

// Looking after the machines that are there.
partial class Build
{
    [Parameter("The machine that Ssh and Console are about", Name = "Host")]
    readonly string? Machine;

    [Parameter("What Ssh runs there instead of a shell: the words after --")]
    readonly string[] Arguments = [];

    [Parameter("Console goes on showing what the machine says; Dispatch shows the run's jobs until it ends")]
    readonly bool Follow;

    Target Status => _ => _
        .Description("Shows the machines (state, addresses, uptime, what differs from the inventory) and the services")
        .Executes(() => Run(Stages.StatusAsync));

    Target Ssh => _ => _
        .Description("Opens a shell on a machine (--host vb0), or runs a command there (-- hostname -f)")
        .Requires(() => Machine)
        .Executes(() => Run(async cancellation => ExitCode = await Stages.SshAsync(Machine!, Arguments, cancellation)));

    Target Console => _ => _
        .Description("Shows a machine's serial log (--host vb0), and with --follow what it goes on to say")
        .Requires(() => Machine)
        .Executes(() => Run(cancellation => Stages.ConsoleAsync(Machine!, Follow, cancellation)));

    Target DestroyVms => _ => _
        .Description("Destroys the machines with their disks; asks, or needs --allow-destroy")
        .Executes(() => Run(Stages.DestroyAsync));
}
