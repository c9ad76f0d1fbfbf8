using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>
/// The values of all parameters, from the first source that has one: command line, environment, profiles (the last named wins),
/// <c>.nuke/parameters.json</c>. Each is converted once; what does not fit becomes a problem.
/// </summary>
internal sealed class ParameterValues(
    IReadOnlyList<ParameterMember> parameters,
    CommandLine line,
    EnvironmentValues environment,
    Func<IReadOnlyList<ParameterFile>> files)
{
    private readonly Dictionary<string, object?> _converted = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, RawValue> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<IReadOnlyList<ParameterFile>> _files = new(files);

    public IReadOnlyList<ParameterMember> Parameters => parameters;

    public List<string> Problems { get; } = [];

    public object? ValueOf(MemberInfo member, object? instance)
    {
        var name = ParameterName.Normalize(ParameterMembers.NameOf(member));
        if (CommandLineCheck.Find(parameters, name) is not { } parameter)
            return null;
        lock (_converted)
            return ValueOf(parameter) ?? (Equals(parameter.Member, member) ? null : OwnValue(parameter, instance));
    }

    /// <summary>The converted value, or null when no source has one.</summary>
    public object? ValueOf(ParameterMember parameter)
    {
        if (!_converted.TryGetValue(parameter.Name, out var value))
            _converted[parameter.Name] = value = RawOf(parameter) is { } raw ? Converted(parameter, raw) : null;
        return value;
    }

    /// <summary>Takes what somebody typed when asked; null when it does not fit, which becomes a problem.</summary>
    public object? Answer(ParameterMember parameter, string answer)
    {
        _answers[parameter.Name] = new RawValue([answer], ParameterName.Dashed(parameter.Name));
        _converted.Remove(parameter.Name);
        return ValueOf(parameter);
    }

    /// <summary>The value of a built-in parameter, or its type's default; also where the build has a parameter of its own of that name.</summary>
    public T? BuiltInValue<T>(string name) => Find(name) is { } parameter && ValueOf(parameter) is T value ? value : default;

    public RawValue? RawOf(string builtInName) => Find(builtInName) is { } parameter ? RawOf(parameter) : null;

    public RawValue? RawOf(ParameterMember parameter)
    {
        if (_answers.TryGetValue(parameter.Name, out var answer))
            return answer;
        if (FromCommandLine(parameter) is { } typed)
            return typed;
        if (environment.Find(parameter) is { } variable)
            return Split(parameter, variable);

        // Where the files are depends on these two.
        if (parameter is { IsBuiltIn: true, Name: BuiltIn.Root or BuiltIn.Profile })
            return null;
        foreach (var file in _files.Value)
        {
            if (file.Find(parameter) is { } value)
                return Split(parameter, value);
        }

        return null;
    }

    private ParameterMember? Find(string name) => parameters.FirstOrDefault(x => x.IsBuiltIn && x.Name == name);

    private RawValue? FromCommandLine(ParameterMember parameter)
    {
        if (parameter is { Name: BuiltIn.Target, IsBuiltIn: true } && line.Targets.Count > 0)
            return Split(parameter, new RawValue([.. line.Targets, .. line.Options.Where(x => Is(x, parameter)).SelectMany(x => x.Values)], "the command line"));
        if (line.Rest != null && parameter.Name.Equals(Passthrough.ParameterName, StringComparison.OrdinalIgnoreCase))
            return new RawValue(line.Rest, "--");

        List<string>? values = null;
        foreach (var option in line.Options)
        {
            if (Is(option, parameter))
                (values ??= []).AddRange(option.Values);
        }

        if (values == null)
            return null;

        // A word that is no value was taken for one; CommandLineCheck tells.
        if (parameter.ValueType == typeof(bool) && !values.Exists(x => bool.TryParse(x, out _)))
            values = ["true"];
        return Split(parameter, new RawValue(values, "--" + ParameterName.Dashed(parameter.Name)));
    }

    private object? Converted(ParameterMember parameter, RawValue raw)
    {
        if (raw.Values.Count == 0 && ValueConversion.ItemType(parameter.ValueType) == null)
            return null;
        try
        {
            return ValueConversion.Convert(parameter.ValueType, raw.Values);
        }
        catch (FormatException exception)
        {
            var shown = parameter.IsSecret ? "***" : string.Join(' ', raw.Values);
            Problems.Add($"{raw.Place}: '{shown}' does not fit {parameter.Name}: {exception.Message}");
            return null;
        }
    }

    private static bool Is(CommandLineOption option, ParameterMember parameter) => option.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase);

    private static RawValue Split(ParameterMember parameter, RawValue raw) => string.IsNullOrEmpty(parameter.Separator)
        ? raw
        : raw with { Values = [.. raw.Values.SelectMany(x => x.Split(parameter.Separator, StringSplitOptions.RemoveEmptyEntries))] };

    // A component's member that the build declares again: the build's own value stands for both.
    private static object? OwnValue(ParameterMember parameter, object? instance) =>
        instance == null || parameter.Member.DeclaringType is { IsInterface: true } ? null : Members.ValueOf(parameter.Member, instance);
}
