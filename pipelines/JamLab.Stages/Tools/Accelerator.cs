namespace JamLab.Stages.Tools;

/// <summary>What QEMU's <c>-accel</c> takes: <c>kvm</c> or <c>hvf</c> where guests really run under it, else <c>tcg</c>; and how that is known.</summary>
public sealed record Accelerator(string Name, string Reason)
{
    public bool IsEmulation => Name == "tcg";
}
