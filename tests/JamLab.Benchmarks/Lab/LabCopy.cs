using CliWrap;
using CliWrap.Buffered;

namespace JamLab.Benchmarks.Lab;

/// <summary>The repository's tracked files in a folder of their own, so that measuring touches nobody's lab.</summary>
internal sealed class LabCopy : IAsyncDisposable
{
    private LabCopy(string root) => Root = root;

    public string Root { get; }

    /// <summary>A copy that an earlier run left.</summary>
    public static LabCopy At(string root) => new(root);

    /// <param name="repository">What is copied.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <param name="add">Adds to the copy, given its root, before it is compiled.</param>
    public static async Task<LabCopy> CreateAsync(string repository, CancellationToken cancellationToken, Action<string>? add = null)
    {
        var root = Directory.CreateTempSubdirectory("jamlab-benchmark-").FullName;
        var files = (await Cli.Wrap("git").WithArguments(["ls-files", "-z"]).WithWorkingDirectory(repository)
            .ExecuteBufferedAsync(cancellationToken).ConfigureAwait(false)).StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files.Where(file => File.Exists(Path.Combine(repository, file))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
            File.Copy(Path.Combine(repository, file), Path.Combine(root, file));
        }

        add?.Invoke(root);
        var copy = new LabCopy(root);
        // Compiles, so that no measurement does.
        try
        {
            await copy.Build("Nothing").ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return copy;
        }
        catch
        {
            Directory.Delete(root, recursive: true);
            throw;
        }
    }

    /// <param name="cache">A cache of its own, for measuring what an empty one costs; null for the user's.</param>
    public Command Build(string arguments, string? cache = null) => Cli.Wrap(Path.Combine(Root, "build.sh"))
        .WithArguments(arguments)
        .WithWorkingDirectory(Root)
        .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
        .WithEnvironmentVariables(variables => variables.Set("JAMLAB_CACHE", cache ?? Environment.GetEnvironmentVariable("JAMLAB_CACHE")));

    public async ValueTask DisposeAsync()
    {
        foreach (var hypervisor in new[] { "qemu", "nspawn" })
        {
            if (Directory.Exists(Path.Combine(Root, "environments", "local", ".state", hypervisor)))
                await Build($"DestroyVms --allow-destroy --hypervisor {hypervisor}").WithValidation(CommandResultValidation.None).ExecuteAsync().ConfigureAwait(false);
        }

        Directory.Delete(Root, recursive: true);
    }
}
