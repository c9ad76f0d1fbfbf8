using System.Text;

namespace JamLab.Stages.Workflows;

/// <summary>Hands a value to later jobs through the file of <c>$GITHUB_OUTPUT</c> (docs.github.com, workflow commands for GitHub Actions, setting an output parameter).</summary>
public sealed class JobOutput(Func<string, string?> variable)
{
    /// <summary>Appends the value, whatever is in it: a delimiter that it cannot contain stands around it. Does nothing outside of a workflow.</summary>
    public void Set(string name, string value)
    {
        if (variable("GITHUB_OUTPUT") is not { Length: > 0 } file)
            return;
        var end = $"end-{Guid.NewGuid():n}";
        File.AppendAllText(file, $"{name}<<{end}\n{value}\n{end}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
