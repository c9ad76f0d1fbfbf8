using System.Globalization;

namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>Obeys the workflow commands in the output of one step.</summary>
internal sealed class CommandInterpreter(Masker masker, Action<string> log, Action<Annotation> annotate)
{
    private string? _resume;

    /// <summary>Why the step fails although its exit code may be zero; null when nothing is wrong.</summary>
    public string? Failure { get; private set; }

    public void Line(string line)
    {
        var command = Command.Parse(line);
        if (command is null || (_resume is null && !Command.Known.Contains(command.Name)))
            log(line);
        else if (_resume is null)
            Obey(command, line);
        else
        {
            if (command.Name.Equals(_resume, StringComparison.OrdinalIgnoreCase))
                _resume = null;
            log(line);
        }
    }

    private void Obey(Command command, string line)
    {
        switch (command.Name)
        {
            case "add-mask":
                if (command.Data.Trim().Length == 0)
                    log("Warning: Can't add secret mask for empty string in ##[add-mask] command.");
                else
                    masker.Add(command.Data);
                break;
            case "error" or "warning" or "notice":
                annotate(Annotation(command));
                log($"##[{command.Name}]{command.Data}");
                break;
            case "group":
                log($"##[group]{command.Data}");
                break;
            case "endgroup":
                log("##[endgroup]");
                break;
            case "set-env" or "add-path":
                Failure ??= $"The `{command.Name}` command is disabled. Please upgrade to using Environment Files";
                break;
            case "set-output" or "save-state":
                annotate(new Annotation("warning", $"The `{command.Name}` command is ignored: use Environment Files", null, null, null, null, null, null));
                log(line);
                break;
            case "stop-commands":
                if (command.Data.Length == 0 || Command.Known.Contains(command.Data.ToLowerInvariant()) || command.Data.Equals("pause-logging", StringComparison.OrdinalIgnoreCase))
                    Failure ??= $"Invoked ::stopCommand:: with token: [{command.Data}]: the token must be no command's name and not empty";
                else
                    _resume = command.Data;
                log(line);
                break;
            case "debug" or "add-matcher" or "remove-matcher" or "echo":
                break;
            default:
                log(line);
                break;
        }
    }

    private Annotation Annotation(Command command)
    {
        return new Annotation(command.Name, masker.Mask(command.Data), Text("title"), Text("file"), Number("line"), Number("endLine"), Number("col"), Number("endColumn"));

        string? Text(string name) => command.Properties.TryGetValue(name, out var value) ? masker.Mask(value) : null;

        int? Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
