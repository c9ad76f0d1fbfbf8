using JamLab.Inventory.Model;
using JamLab.Inventory.Text;

namespace JamLab.Inventory.Format;

/// <summary>The keys of <c>ci:</c>, what GitHub does for the environment.</summary>
internal static class CiFormat
{
    private static readonly ScalarShape<string> Cron = new("schedule", "a schedule as cron writes it", CronText.Parse, Scalars.Pattern(CronText.Pattern), "17 4 * * *");

    public static readonly Key<IReadOnlyList<Sourced<string>>> Runner = new("runner", new ListShape<string>(new ScalarShape<string>("runner label", "a runner's label", GitHubText.ParseLabel, Scalars.Pattern(GitHubText.LabelPattern), "self-hosted"), "runner labels"), "Labels of the runner that reaches the lab.") { Required = true, Also = ["runs_on", "labels", "runners", "runner_labels"] };
    public static readonly Key<TunnelKind> Tunnel = new("tunnel", Scalars.Choice("tunnel", ("wireguard", TunnelKind.Wireguard), ("tailscale", TunnelKind.Tailscale)), "What one of GitHub's own runners brings up to reach the lab: wireguard or tailscale.") { Also = ["vpn", "network"] };
    public static readonly Key<string> State = new("state", Scalars.Path, "The folder of the runner that keeps the state, /var/lib/jamlab unless given; one of GitHub's own runners keeps it sealed on the branch jamlab-state.") { Also = ["state_dir", "state_directory"] };
    public static readonly Key<RehearsalKind> Rehearse = new("rehearse", Scalars.Choice("rehearsal", ("nspawn", RehearsalKind.Nspawn), ("qemu", RehearsalKind.Qemu), ("never", RehearsalKind.Never)), "On what pull requests are rehearsed on one of GitHub's runners: nspawn, which is meant unless given, qemu, or never.") { Also = ["rehearsal", "test"] };
    public static readonly Key<bool> Plan = new("plan", Scalars.Boolean, "Whether pull requests get a comment that says what they would change; true unless given.") { Also = ["dry_run", "preview"] };
    public static readonly Key<ApplyMode> Apply = new("apply", Scalars.Choice("way to apply", ("push", ApplyMode.Push), ("manual", ApplyMode.Manual), ("never", ApplyMode.Never)), "Who starts an apply: push (every push to the default branch, and people), manual (people), which is meant unless given, or never.") { Also = ["deploy", "on"] };
    public static readonly Key<string> Drift = new("drift", Cron, "When the lab is compared with the inventory, in UTC; daily at 04:17 unless given, or never.") { Also = ["schedule", "cron", "drift_schedule"] };
    public static readonly Key<string> Updates = new("updates", Cron, "When newer versions of what is pinned are looked for, in UTC; Mondays at 05:23 unless given, or never.") { Also = ["update", "update_schedule"] };
    public static readonly Key<IReadOnlyList<Sourced<string>>> Approvers = new("approvers", new ListShape<string>(new ScalarShape<string>("approver", "a login or organisation/team", GitHubText.ParseApprover, Scalars.Pattern(GitHubText.ApproverPattern), "octocat", "octo-org/lab-admins"), "approvers"), "Users and teams at GitHub, one of whom lets each apply begin.") { Also = ["reviewers", "approver", "approval", "owners"] };
    public static readonly Key<TimeSpan> Timeout = new("timeout", Scalars.Duration, "How long one job may take; 1h unless given.") { Also = ["timeout_minutes", "job_timeout"] };

    public static readonly RecordShape Record = new("ci", Runner, Tunnel, State, Rehearse, Plan, Apply, Drift, Updates, Approvers, Timeout);
}
