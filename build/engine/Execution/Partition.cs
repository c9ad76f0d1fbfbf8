using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.CI;

/// <summary>One of several equal parts of the work, counted from 1; written <c>2/5</c>.</summary>
[TypeConverter(typeof(TypeConverter))]
public sealed class Partition
{
    public static Partition Single { get; } = new() { Part = 1, Total = 1 };

    public int Part { get; set; }

    public int Total { get; set; }

    public bool IsIn(int part) => Total == 1 || part == Part;

    /// <summary>Every <see cref="Total"/>-th item, from the <see cref="Part"/>-th on.</summary>
    public IEnumerable<T> GetCurrent<T>(IEnumerable<T> enumerable) => enumerable.Where((_, index) => index % Total == Part - 1);

    public override string ToString() => $"{Part}/{Total}";

#pragma warning disable CA1034 // NUKE's place for it.
    public sealed class TypeConverter : System.ComponentModel.TypeConverter
#pragma warning restore CA1034
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
        {
            var parts = ((string)value).Split('/');
            return parts.Length == 2 && int.TryParse(parts[0], out var part) && int.TryParse(parts[1], out var total) && part >= 1 && part <= total
                ? new Partition { Part = part, Total = total }
                : throw new FormatException("expected PART/TOTAL, such as 2/5");
        }
    }
}
