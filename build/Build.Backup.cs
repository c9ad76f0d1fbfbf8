using Nuke.Common;

// What services remember: taken away, listed, brought back.
partial class Build
{
    [Parameter("The backup that Restore brings back, as Backups shows it; the newest unless given", Name = "Backup")]
    readonly string? Chosen;

    [Parameter("Lets Restore replace data that is there without a question")]
    readonly bool AllowOverwrite;

    Target Backup => _ => _
        .Description("Backs up the services' volumes, each with the hook of its own, and deletes the oldest beyond what is kept")
        .Executes(() => Run(Stages.BackUpAsync));

    Target Restore => _ => _
        .Description("Brings a service's volumes back from a backup (--service notes); asks, or needs --allow-overwrite, where data is in the way")
        .Requires(() => Service)
        .Executes(() => Run(cancellation => Stages.RestoreAsync(Chosen, cancellation)));

    Target Backups => _ => _
        .Description("Lists the services' backups that are whole")
        .Executes(() => Run(Stages.ListBackupsAsync));
}
