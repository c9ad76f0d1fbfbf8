using System.Text;
using FsCheck;
using FsCheck.Xunit;
using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Steps;
using Shouldly;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class PropertyTests
{
    [Property]
    public void Any_value_comes_back_from_a_heredoc(string? text, NonEmptyString name)
    {
        var value = text ?? "";
        var key = new string([.. name.Get.Where(char.IsAsciiLetterOrDigit)]) + "k";
        const string delimiter = "ghadelimiter_5f1b";
        var read = FileCommands.Read($"before=1\n{key}<<{delimiter}\n{value}\n{delimiter}\nafter=2\n");
        read.ShouldBe([KeyValuePair.Create("before", "1"), KeyValuePair.Create(key, value), KeyValuePair.Create("after", "2")]);
    }

    [Property]
    public void Any_text_survives_JSON_there_and_back(string? text)
    {
        // Half of a surrogate pair is no text.
        if (text?.EnumerateRunes().Contains(Rune.ReplacementChar) == true)
            return;
        var value = new ObjectValue();
        value["k"] = new ArrayValue([Value.Of(text), Value.Null, Value.Of(1.5)]);
        var back = (ObjectValue)Json.Read(Json.Write(value));
        ((ArrayValue)back["K"]).Items[0].AsText().ShouldBe(text ?? "");
    }

    [Property]
    public void Any_text_as_a_literal_is_itself(NonNull<string> text) =>
        Template.Evaluate($"${{{{ '{text.Get.Replace("'", "''", StringComparison.Ordinal)}' }}}}", Place.RunName, new Scope()).AsText().ShouldBe(text.Get);

    [Property]
    public void Equality_is_the_same_from_both_sides(bool a, double b, NonNull<string> c)
    {
        Value[] values = [Value.Of(a), Value.Of(b), Value.Of(c.Get), Value.Null, Value.Of(c.Get.ToUpperInvariant())];
        foreach (var left in values)
        {
            foreach (var right in values)
            {
                left.LooselyEquals(right).ShouldBe(right.LooselyEquals(left));
                (left.IsLessThan(right) && right.IsLessThan(left)).ShouldBeFalse();
                (left.IsLessThan(right) && left.LooselyEquals(right)).ShouldBeFalse();
            }
        }
    }

    [Property]
    public void A_masked_text_does_not_hold_the_secret(NonEmptyString secret, NonNull<string> before, NonNull<string> after)
    {
        if (secret.Get.Contains('*', StringComparison.Ordinal))
            return;
        var masker = new Masker();
        masker.Add(secret.Get);
        masker.Mask(before.Get.Replace('*', '-') + secret.Get + after.Get.Replace('*', '-')).ShouldNotContain(secret.Get, Case.Sensitive);
    }
}
