namespace JamLab.Inventory.Diagnostics;

/// <summary>An error stops the run with exit code 2 before anything is touched; a warning is printed and the run goes on.</summary>
public enum Severity
{
    Warning,
    Error,
}
