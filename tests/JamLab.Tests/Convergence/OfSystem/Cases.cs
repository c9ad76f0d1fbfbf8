using System.Runtime.CompilerServices;
using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using JamLab.Tests.Support;

namespace JamLab.Tests.Convergence.OfSystem;

/// <summary>Cases of one kind of resource: what a host answered, and what would be changed about it, all in one approved file.</summary>
internal sealed class Cases
{
    private readonly StringBuilder _text = new();

    public static DateTimeOffset Noon { get; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static SystemInfo Debian { get; } = new("debian", "12", "bookworm", "x86_64", "apt", true, Noon, "b", "vb0");

    public static SystemInfo Rocky { get; } = new("rocky", "9.4", "", "x86_64", "dnf", true, Noon, "b", "vb0");

    /// <summary>A host that gave these answers, and others that nothing is there.</summary>
    public static HostFacts Host(Resource resource, SystemInfo system, params (Fact Fact, object Answer)[] answers)
    {
        var all = resource.Facts.Distinct().ToDictionary(fact => fact, Nothing);
        all[SystemFact.Instance] = system;
        foreach (var (fact, answer) in answers)
            all[fact] = answer;
        return new HostFacts(all);
    }

    public Cases Add(string title, Resource resource, params (Fact Fact, object Answer)[] answers) => Add(title, resource, Host(resource, Debian, answers));

    public Cases Add(string title, Resource resource, HostFacts facts)
    {
        _text.Append($"== {title}: {resource.Name}\n");
        if (resource.Diff(facts) is not { } change)
        {
            _text.Append("nothing to do\n\n");
            return this;
        }

        foreach (var difference in change.Differences)
            _text.Append(difference.ToString().TrimEnd('\n')).Append('\n');
        foreach (var (name, value) in new[] { ("interrupts", change.Interrupts), ("brings packages", change.BringsPackages), ("deferred", change.IsDeferred), ("secret", change.Script.IsSecret) })
            _text.Append(value ? $"({name})\n" : "");
        _text.Append("--\n").Append(change.Script.Reveal()).Append('\n');
        return this;
    }

    public void Match(string name, [CallerFilePath] string testFile = "") => Approved.Match(_text.ToString(), name, testFile: testFile);

    private static object Nothing(Fact fact) => fact switch
    {
        PackageFact => PackageInfo.None,
        PackageFileFact => new PackageFileInfo(null),
        PathFact => PathInfo.Missing,
        ContentFact => ContentInfo.Missing,
        NewestFact => new NewestInfo(null),
        UnitFact => new UnitInfo("not-found", "inactive", "dead", ""),
        AccountsFact => new Accounts(new Dictionary<string, UserInfo>(), new Dictionary<string, GroupInfo>()),
        PasswordFact => new PasswordInfo(PasswordState.Locked, null),
        SysctlFact => new SysctlInfo(null, CanBeSet: false, InContainer: false),
        MountsFact => new Mounts(new Dictionary<string, MountInfo>()),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "no answer for it"),
    };
}
