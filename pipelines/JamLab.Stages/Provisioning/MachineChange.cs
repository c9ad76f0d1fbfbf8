namespace JamLab.Stages.Provisioning;

/// <summary>What the plan does to one machine.</summary>
public enum MachineAction
{
    /// <summary>A machine that was not there.</summary>
    Create,

    /// <summary>A machine that is known but does not run, or lost its disk, comes back.</summary>
    Heal,

    /// <summary>Shut down and started with other settings; its disks stay.</summary>
    Restart,

    /// <summary>Destroyed with its disks, and made anew.</summary>
    Replace,

    /// <summary>Destroyed with its disks.</summary>
    Destroy,
}

/// <summary>One row of the plan; <see cref="LosesData"/> means that disks that were in use go away.</summary>
public sealed record MachineChange(string Machine, MachineAction Action, bool LosesData, string Reason)
{
    /// <summary>Whether new disks are made; a healed machine keeps its own unless they are gone.</summary>
    public bool MakesDisks { get; init; }

    /// <summary>Terraform starts a process and knows of none; one that runs all the same has to be stopped before.</summary>
    public bool StartsBlindly { get; init; }
}
