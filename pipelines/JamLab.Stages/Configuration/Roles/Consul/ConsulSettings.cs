using JamLab.Stages.Configuration.Sources;

namespace JamLab.Stages.Configuration.Roles.Consul;

/// <summary>Parameters of the role consul.</summary>
public sealed class ConsulSettings
{
    [Parameter("The datacenter's name, part of every name in DNS; the lab's name unless given.", Example = "jam", Also = ["dc"])]
    public string? Datacenter { get; set; }

    [Parameter("Where Consul comes from.")]
    public ProductSource Source { get; set; } = new();

    [Parameter("How much the agent logs.", Choices = ["trace", "debug", "info", "warn", "error"])]
    public string LogLevel { get; set; } = "info";

    [Parameter("How patient servers are with each other: 1 for fast machines, up to 10; a dead leader is replaced after about twice as many seconds.", Least = 1, Most = 10)]
    public int RaftMultiplier { get; set; } = 2;

    [Parameter("Whether servers show their pages on http://localhost:8500/ui.")]
    public bool Ui { get; set; } = true;

    [Parameter("How long figures for Prometheus are kept in memory.")]
    public TimeSpan MetricsRetention { get; set; } = TimeSpan.FromHours(24);
}
