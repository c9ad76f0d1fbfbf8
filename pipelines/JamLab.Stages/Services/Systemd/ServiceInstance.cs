using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Stages.Services.Systemd;

/// <summary>
/// One version of a service on one host. Another version is started in the other slot, asked until it is well, made known to Consul, and only then the old one is taken out, so that
/// somebody answers all the time. Where two cannot run at once (volumes, a packaged unit, a host without Consul) the old one stops first and is started again if the new one is not well.
/// What was begun and cut off is taken up or cleared away: the one file <c>active</c> decides which slot counts.
/// </summary>
internal sealed record ServiceInstance(ServiceDefinition Definition, SlotText A, SlotText B, Site Site, TimeSpan HealthyWithin) : Resource
{
    public override string Name => $"service {Definition.Name}";

    public string Version => A.Version;

    /// <summary>Whether the old version must stop before the new one starts.</summary>
    public bool IsExclusive => Definition.Kind == ServiceKind.Unit || Definition.Volumes.Count > 0 || !Site.HasConsul;

    public ServiceFact Seen => new(Definition.Name, Definition.Kind == ServiceKind.Unit ? Definition.Program : null);

    public override IEnumerable<Fact> Facts => [Seen, .. new[] { A, B }.SelectMany(slot => slot.Files.Append(slot.Registration).OfType<SlotFile>()).Select(Held)];

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(Seen);
        if (now.Active is not { } active)
            return Swap(facts, null, now.Of('a').HasTraces && !now.Of('b').HasTraces ? B : A, now, [new Difference("version", null, Version), .. Texts(facts, A, isNew: true)]);
        var used = active == 'a' ? A : B;
        var other = active == 'a' ? B : A;
        var differences = Texts(facts, used, isNew: false).ToList();
        if (differences.Count == 0)
            return Mend(facts, used, other, now);
        var before = now.Version;
        if (before != Version)
            differences.Insert(0, new Difference("version", before, Version));
        return Swap(facts, used, other, now, differences);
    }

    private static ContentFact Held(SlotFile file) => new(file.Path, file.Content.IsSecret ? "" : file.Content.Sha256);

    private static bool IsSame(HostFacts facts, SlotFile file) => facts.Get(Held(file)).Sha256 == file.Content.Sha256;

    // The mark says no more than the version does.
    private static IEnumerable<Difference> Texts(HostFacts facts, SlotText slot, bool isNew)
    {
        foreach (var file in slot.Files.Where(file => !IsSame(facts, file)))
        {
            var held = isNew ? ContentInfo.Missing : facts.Get(Held(file));
            if (file.Path.EndsWith("/version", StringComparison.Ordinal))
                yield return new Difference(file.Path, held.Text?.Trim(), file.Content.Reveal().Trim());
            else if (file.Content.IsSecret)
                yield return new Difference(file.Path, null, held.Sha256 is null ? "new, not shown since it holds secrets" : "changed, not shown since it holds secrets");
            else if (file.Content.IsText && (held.Sha256 is null || held.Text is not null))
                yield return new Difference(file.Path) { Text = UnifiedDiff.Between(held.Text ?? "", file.Content.Reveal()) };
            else
                yield return new Difference(file.Path, held.Sha256?[..12], file.Content.Sha256[..12]);
        }
    }

    private Change Swap(HostFacts facts, SlotText? from, SlotText to, ServiceInfo now, IReadOnlyList<Difference> differences)
    {
        var target = now.Of(to.Slot.Letter);
        var script = new SwapScript(this, from, to)
        {
            // An earlier run came this far: what it started is taken as it is.
            IsStarted = target.IsRunning && !IsExclusive && to.Files.All(file => IsSame(facts, file)),
            HasLeftovers = target.HasTraces,
        };
        return new Change(this, differences, script.Text) { Functions = [ServiceFunctions.Text], Interrupts = from is not null };
    }

    private Change? Mend(HostFacts facts, SlotText used, SlotText other, ServiceInfo now)
    {
        var slot = now.Of(used.Slot.Letter);
        var differences = new List<Difference>();
        var isIll = now.Health.GetValueOrDefault(used.Slot.ConsulId(Site.Host)) == "critical";
        if (!slot.IsRunning)
            differences.Add(new Difference("state", slot.State, "active"));
        else if (isIll)
            differences.Add(new Difference("health", "critical", "passing"));
        if (!slot.IsEnabled && Definition.Kind != ServiceKind.Unit)
            differences.Add(new Difference("starts with the host", "no", "yes"));
        var isUnknown = used.Registration is { } registration && !IsSame(facts, registration);
        if (isUnknown)
            differences.Add(new Difference(used.Slot.Registration, slot.IsRegistered ? "another one" : "missing", "not shown since it holds secrets"));
        var leftovers = now.Of(other.Slot.Letter).HasTraces;
        if (leftovers)
            differences.Add(new Difference($"slot {other.Slot.Letter}", "left by a run that was cut off", "removed"));
        if (differences.Count == 0)
            return null;
        var script = new MendScript(this, used, leftovers ? other : null) { Starts = !slot.IsRunning || isIll, Registers = isUnknown };
        return new Change(this, differences, script.Text) { Functions = [ServiceFunctions.Text], Interrupts = slot.IsUp };
    }
}
