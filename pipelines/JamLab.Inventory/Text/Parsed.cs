namespace JamLab.Inventory.Text;

/// <summary>Why a text is not a value, and the way out.</summary>
internal sealed record Mistake(string Code, string Message, string? Help = null);

/// <summary>A value, or what is wrong with the text that should have been one.</summary>
internal readonly record struct Parsed<T>(T? Value, Mistake? Mistake)
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static implicit operator Parsed<T>(Mistake mistake) => new(default, mistake);
}
