namespace JamLab.Stages;

/// <summary>What diagnostics are written as: for people, for programs, or for code scanners (SARIF 2.1.0).</summary>
public enum ReportFormat
{
    Text,
    Json,
    Sarif,
}
