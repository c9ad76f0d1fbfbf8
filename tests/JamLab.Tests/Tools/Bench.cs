using System.Collections.Concurrent;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using JamLab.Stages.Tools;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace JamLab.Tests.Tools;

/// <summary>A computer in a temporary folder: its PATH holds small shell scripts, its root an os-release and a /proc.</summary>
internal sealed class Bench : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jamlab-tools-").FullName;
    private readonly Captured _log = new();
    private readonly Logger _logger;

    public Bench(bool root = true, bool ci = false, string osRelease = "ID=debian")
    {
        _logger = new LoggerConfiguration().WriteTo.Sink(_log).CreateLogger();
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Path.Combine(_folder, "root", "etc"));
        File.WriteAllText(Path.Combine(_folder, "root", "etc", "os-release"), $"NAME=Test\n{osRelease}\n");
        Here = new Workstation([Bin], root, ci, Path.Combine(_folder, "root"));
        Paths = new LabPaths(_folder, "test", Path.Combine(_folder, "cache"));
        Runner = new ProcessRunner(_logger);
    }

    public string Bin => Path.Combine(_folder, "bin");

    public Workstation Here { get; }

    public LabPaths Paths { get; }

    public ProcessRunner Runner { get; }

    public ILogger Logger => _logger;

    public IReadOnlyList<string> Log => _log.Lines;

    /// <summary>Lines that the scripts wrote to <c>$CALLS</c>, which stands in their text.</summary>
    public string[] Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    private string CallsFile => Path.Combine(_folder, "calls");

    public string Script(string name, string body)
    {
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/bin/sh\nCALLS='{CallsFile}'\nBIN='{Bin}'\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A tool that prints this and notes that it was asked.</summary>
    public string Prints(string name, string text) => Script(name, $"echo {name} >> \"$CALLS\"\ncat <<'END'\n{text}\nEND");

    public Toolbox Toolbox(InstallTools install = InstallTools.Ask, Func<string, bool>? ask = null) =>
        new(Paths, Here, Runner, _logger, TimeProvider.System, new ToolboxOptions(install, ask));

    public void Dispose()
    {
        _logger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Captured : ILogEventSink
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public void Emit(LogEvent logEvent)
        {
            if (logEvent.Level >= LogEventLevel.Information)
                _lines.Enqueue(logEvent.RenderMessage());
        }
    }
}
