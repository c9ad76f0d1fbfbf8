namespace JamLab.Stages.Provisioning;

/// <summary>A machine as it is now; one row of <c>Status</c>. <see cref="State"/> is <c>ready</c>, <c>booting</c>, <c>stopped</c> or <c>missing</c>.</summary>
public sealed record MachineState(
    string Name,
    string State,
    string Address,
    string Ssh,
    TimeSpan? Uptime,
    string Template,
    string Drift);
