namespace JamLab.Benchmarks;

/// <summary>One section of docs/benchmarks.md.</summary>
public interface IBenchmark
{
    /// <summary>What is typed to run it alone, and the marker of its section.</summary>
    string Name { get; }

    /// <summary>The section's heading.</summary>
    string Title { get; }

    /// <summary>Measures, and gives the section's text in Markdown, tables and all.</summary>
    Task<string> RunAsync(string repository, CancellationToken cancellationToken);
}
