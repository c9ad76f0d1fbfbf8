namespace Nuke.Common;

/// <summary>How much of a run is shown: <c>Normal</c> starts at Serilog's Debug, <c>Minimal</c> at Warning, <c>Quiet</c> at Error.</summary>
public enum Verbosity
{
    Verbose,
    Normal,
    Minimal,
    Quiet,
}
