using System.Globalization;

namespace JamLab.Benchmarks.Configuration;

/// <summary>How much is measured; everything has a default, and a variable <c>JAMLAB_BENCHMARK_...</c> for a smaller or other run.</summary>
/// <param name="Hosts">HOSTS: machines of the fleet.</param>
/// <param name="ManyHosts">MANY_HOSTS: machines of the large fleet; 0 leaves it out.</param>
/// <param name="Size">RESOURCES: resources a host.</param>
/// <param name="ManyResources">MANY_RESOURCES: resources a host where there are many; 0 leaves them out.</param>
/// <param name="Runs">RUNS: runs whose median counts.</param>
/// <param name="Ansible">ANSIBLE: of forks5, tuned and mitogen those to measure, with commas; empty for none.</param>
/// <param name="Budget">BUDGET: seconds after which a contender's series ends, with fewer runs than asked for.</param>
/// <param name="Limit">LIMIT: seconds that one run may take.</param>
internal sealed record ConfigureOptions(int Hosts, int ManyHosts, int Size, int ManyResources, int Runs, IReadOnlyList<string> Ansible, TimeSpan Budget, TimeSpan Limit)
{
    public static ConfigureOptions FromEnvironment() => new(
        Number("HOSTS", 10), Number("MANY_HOSTS", 50), Number("RESOURCES", 40), Number("MANY_RESOURCES", 300), Number("RUNS", 3),
        (Text("ANSIBLE") ?? "mitogen,tuned,forks5").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        TimeSpan.FromSeconds(Number("BUDGET", 150)), TimeSpan.FromSeconds(Number("LIMIT", 900)));

    private static int Number(string name, int otherwise) =>
        Text(name) is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"JAMLAB_BENCHMARK_{name} is '{text}', which is not a whole number");

    private static string? Text(string name) => Environment.GetEnvironmentVariable($"JAMLAB_BENCHMARK_{name}");
}
