using System.Collections.Concurrent;
using Shouldly;

namespace JamLab.Tests.Configuration.Secrets;

/// <summary>All that anybody could see of a run.</summary>
internal sealed class Seen
{
    /// <summary>By where they were seen.</summary>
    public ConcurrentDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public void See(string where, string text) => Texts[where] = text;

    /// <summary>Which of the secrets were seen, and where.</summary>
    public IEnumerable<string> Of(IEnumerable<(string Name, string Value)> secrets) =>
        secrets.SelectMany(secret => Texts.Where(text => text.Value.Contains(secret.Value, StringComparison.Ordinal)).Select(text => $"{secret.Name} in {text.Key}"));

    /// <summary>Looks at the arguments and variables of this computer's processes again and again until it is disposed.</summary>
    public IDisposable Processes() => new Watch(this);

    /// <summary>Runs something at least once, and on until a process of this name was seen: on a busy computer a short one goes unseen.</summary>
    public async Task ProcessAsync(string name, Func<Task> run)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), $"{name} is never seen");
            await run();
        }
        while (!Texts.Any(text => text.Key.StartsWith("cmdline", StringComparison.Ordinal) && text.Value.Contains(name, StringComparison.Ordinal)));
    }

    private sealed class Watch : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _watching;

        public Watch(Seen seen) => _watching = Task.Run(() =>
        {
            while (!_end.IsCancellationRequested)
            {
                foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
                    Look(seen, process);
            }
        });

        public void Dispose()
        {
            _end.Cancel();
            _watching.Wait();
            _end.Dispose();
        }

        private static void Look(Seen seen, string process)
        {
            foreach (var file in (string[])["cmdline", "environ"])
            {
                try
                {
                    var text = File.ReadAllText($"{process}/{file}").Replace('\0', ' ');
                    seen.See($"{file} of {text.GetHashCode(StringComparison.Ordinal)}", text);
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // It ended.
                }
            }
        }
    }
}
