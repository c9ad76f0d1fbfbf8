using System.ComponentModel;
using System.Globalization;

namespace Nuke.Common.IO;

public sealed partial class AbsolutePath
{
    /// <summary>Reads a parameter's value; a relative one starts at the working directory.</summary>
    public sealed class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object? value) => value switch
        {
            null => null,
            string text when PathConstruction.HasPathRoot(text) => Create(text),
            string text => EnvironmentInfo.WorkingDirectory / text,
            _ => base.ConvertFrom(context, culture, value),
        };
    }
}
