namespace JamLab.Convergence.Scripts;

/// <summary>Shell around a new file that grows beside the old one.</summary>
internal static class FileScripts
{
    /// <summary><c>j_fresh</c>: nothing is at <c>$file</c>, whatever a killed run or a stranger left there; a process only where something is.</summary>
    public const string Fresh = "j_fresh() { [ ! -e \"$file\" ] && [ ! -L \"$file\" ] || rm -f \"$file\"; }\n";
}
