using FsCheck;
using FsCheck.Xunit;
using JamLab.Stages.Templates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Templates;

public class FingerprintTests
{
    [Property]
    public bool Order_does_not_matter(Dictionary<NonNull<string>, NonNull<string>> drawn)
    {
        var inputs = Inputs(drawn);
        return TemplateFingerprint.Of(inputs).Value == TemplateFingerprint.Of(inputs.Reverse().ToDictionary()).Value;
    }

    [Property]
    public bool Different_inputs_never_share_a_fingerprint(Dictionary<NonNull<string>, NonNull<string>> one, Dictionary<NonNull<string>, NonNull<string>> other)
    {
        var (first, second) = (Inputs(one), Inputs(other));
        var same = first.Count == second.Count && first.All(input => second.TryGetValue(input.Key, out var value) && value == input.Value);
        return same == (TemplateFingerprint.Of(first).Value == TemplateFingerprint.Of(second).Value);
    }

    [Property]
    public bool Every_difference_has_a_reason(Dictionary<NonNull<string>, NonNull<string>> one, Dictionary<NonNull<string>, NonNull<string>> other)
    {
        var (first, second) = (TemplateFingerprint.Of(Inputs(one)), TemplateFingerprint.Of(Inputs(other)));
        return (first.Value == second.Value) == (first.DifferencesFrom(second.Inputs).Count == 0);
    }

    // What was written into one input must not read as another input.
    [Fact]
    public void Neighbouring_inputs_do_not_run_together() =>
        TemplateFingerprint.Of(new Dictionary<string, string> { ["a"] = "1\n1 b 1 2" }).Value
            .ShouldNotBe(TemplateFingerprint.Of(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }).Value);

    private static Dictionary<string, string> Inputs(Dictionary<NonNull<string>, NonNull<string>> drawn) =>
        drawn.ToDictionary(pair => pair.Key.Get, pair => pair.Value.Get);
}
