using JamLab.Tests.Machines;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace JamLab.Tests.Machines;

/// <summary>What takes minutes begins first, so that no core waits for the last of it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["containers", "workflows", "guests", "services", "LabTests", "consul"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(one => Array.FindIndex(Long, name => one.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is var at and >= 0 ? at : Long.Length).ThenBy(one => one.TestCollectionDisplayName, StringComparer.Ordinal)];
}
