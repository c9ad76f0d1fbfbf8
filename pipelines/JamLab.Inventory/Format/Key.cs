namespace JamLab.Inventory.Format;

/// <summary>A key of the format: its name, what it takes, and the sentence that editors and the reference table show.</summary>
internal abstract class Key(string name, Shape shape, string doc)
{
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public string Doc { get; } = doc;

    public bool Required { get; init; }

    /// <summary>A value as it would be written, where the shape has no example of its own; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>What people from other tools write instead, for "did you mean".</summary>
    public string[] Also { get; init; } = [];

    /// <summary>Reads the value into the section; broken values are remembered as such.</summary>
    public abstract void ReadInto(Section section, Yaml.YamlScalar key, Yaml.YamlValue node, Reading reading);
}

internal sealed class Key<T>(string name, Shape<T> shape, string doc) : Key(name, shape, doc)
{
    public override void ReadInto(Section section, Yaml.YamlScalar key, Yaml.YamlValue node, Reading reading)
    {
        if (shape.TryRead(node, new Subject(key.Text, key.Span), reading, out var value))
            section.Set(this, value, key.Span, node.Span);
        else
            section.SetBroken(this, key.Span);
    }
}
