using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Nuke.Common.IO;
using Nuke.Common.Utilities;

namespace Nuke.Common.Tooling;

/// <summary>
/// Arguments written as an interpolated string: <c>{value}</c> is quoted if it has a space, <c>{value:nq}</c> never is,
/// and <c>{value:r}</c> is a secret, which prints as a mask wherever it comes up.
/// </summary>
[InterpolatedStringHandler]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "It lives for one call.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "NUKE's surface.")]
public ref struct ArgumentStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<string> _secrets;

    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid)
    {
        _text = new StringBuilder(literalLength + (16 * formattedCount));
        _secrets = [];
        handlerIsValid = true;
    }

    /// <summary>Text that was quoted by whoever wrote it.</summary>
    public static implicit operator ArgumentStringHandler(string value)
    {
        var handler = new ArgumentStringHandler(value.Length, 0, out _);
        handler.AppendLiteral(value);
        return handler;
    }

    public readonly void AppendLiteral(string value) => _text.Append(value);

    public readonly void AppendFormatted(object? obj, int alignment = 0, string? format = null)
    {
        var text = obj switch
        {
            IAbsolutePathHolder holder => holder.Path.ToString(format is null or "r" ? AbsolutePath.DoubleQuoteIfNeeded : format),
            string value when format is "r" or "nq" => Keep(value, format == "r"),
            string value => value.DoubleQuoteIfNeeded(),
            IFormattable value when format is not "r" and not "nq" => value.ToString(format, null),
            _ => Keep(obj?.ToString() ?? "", format == "r"),
        };
        _text.Append(alignment < 0 ? text.PadRight(-alignment) : text.PadLeft(alignment));
    }

    /// <summary>Paths with spaces between.</summary>
    public readonly void AppendFormatted(IEnumerable<IAbsolutePathHolder> paths, int alignment = 0, string? format = null)
    {
        var first = true;
        foreach (var path in paths)
        {
            if (!first)
                AppendLiteral(" ");
            first = false;
            AppendFormatted((object)path, alignment, format);
        }
    }

    public readonly string ToStringAndClear()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    /// <summary>Masks the secrets among the arguments.</summary>
    public readonly Func<string, string> GetFilter()
    {
        // The longest first: a secret may be a part of another.
        var secrets = _secrets.Where(x => x.Length > 0).OrderByDescending(x => x.Length).ToList();
        return text => secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Redacted, StringComparison.Ordinal));
    }

    internal const string Redacted = "***";

    private readonly string Keep(string value, bool secret)
    {
        if (secret)
            _secrets.Add(value);
        return value;
    }
}
