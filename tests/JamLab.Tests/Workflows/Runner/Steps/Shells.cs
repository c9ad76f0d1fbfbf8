namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>How GitHub starts each shell; <c>{0}</c> of an own one is the script's file.</summary>
internal static class Shells
{
    public static IReadOnlyList<string> Command(string? shell, string temp, string script)
    {
        var template = shell switch
        {
            null => "bash -e {0}",
            "bash" => "bash --noprofile --norc -eo pipefail {0}",
            "sh" => "sh -e {0}",
            "python" => "python {0}",
            "pwsh" => "pwsh -command . '{0}'",
            _ when shell.Contains("{0}", StringComparison.Ordinal) => shell,
            _ => throw new StepFailedException($"Invalid shell option '{shell}'. Shell must be a valid built-in (bash, sh, pwsh, python) or a format string containing '{{0}}'"),
        };
        var extension = shell switch { "python" => ".py", "pwsh" => ".ps1", _ => ".sh" };
        var file = Path.Combine(temp, Guid.NewGuid().ToString("D") + extension);
        File.WriteAllText(file, script + "\n");
        return [.. template.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Replace("{0}", file, StringComparison.Ordinal))];
    }
}
