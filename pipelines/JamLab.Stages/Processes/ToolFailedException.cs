namespace JamLab.Stages.Processes;

/// <summary>A tool ended with an exit code that means failure; the message shows the command, the code and its last lines.</summary>
public sealed class ToolFailedException(ToolCommand command, ProcessResult result)
    : StageException($"`{command}` ended with exit code {result.ExitCode}", string.Join('\n', result.LastLines));
