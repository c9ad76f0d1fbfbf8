namespace Nuke.Common.Execution;

/// <summary>Finds the words that no parameter takes, so that nothing typed is silently ignored.</summary>
internal static class CommandLineCheck
{
    public static IEnumerable<string> ProblemsOf(CommandLine line, IReadOnlyList<ParameterMember> parameters)
    {
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in line.Options)
        {
            var parameter = Find(parameters, option.Name);
            if (parameter == null)
                yield return Unknown(option, parameters);
            else if (ProblemOf(option, parameter, given) is { } problem)
                yield return problem;
        }

        if (line.Rest != null && Find(parameters, Passthrough.ParameterName) == null)
            yield return $"nothing takes the words after '--': this build has no parameter '{Passthrough.ParameterName}'";
    }

    public static ParameterMember? Find(IReadOnlyList<ParameterMember> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter;
        }

        return null;
    }

    private static string? ProblemOf(CommandLineOption option, ParameterMember parameter, HashSet<string> given)
    {
        if (TakesMany(parameter))
            return null;
        if (!given.Add(parameter.Name))
            return $"{option.Typed} is given more than once, but takes one value";
        var values = option.Values;
        if (parameter.ValueType == typeof(bool))
        {
            var surplus = values.FirstOrDefault(x => !bool.TryParse(x, out _));
            if (surplus != null)
                return $"'{surplus}' stands after {option.Typed}, which takes no value; targets come before the options: {surplus} {option.Typed}";
        }
        else if (values.Count == 0 && !IsRoot(parameter))
        {
            return $"{option.Typed} needs a value{Example(parameter)}";
        }

        return values.Count > 1
            ? $"'{values[1]}' stands after {option.Typed} {Shown(parameter, values[0])}, which takes one value; targets come before the options: {values[1]} {option.Typed} {Shown(parameter, values[0])}"
            : null;
    }

    private static string Unknown(CommandLineOption option, IReadOnlyList<ParameterMember> parameters)
    {
        var candidates = parameters.Where(x => x.IsListed).Select(x => ParameterName.Dashed(x.Name));
        var hint = Nearest.DidYouMean(option.Typed.TrimStart('-'), candidates, "--");
        return $"unknown option '{option.Typed}'{(hint.Length > 0 ? hint : "; --help lists the options")}";
    }

    private static bool TakesMany(ParameterMember parameter) => ValueConversion.ItemType(parameter.ValueType) != null;

    // NUKE: --root alone means the working directory.
    private static bool IsRoot(ParameterMember parameter) => parameter is { IsBuiltIn: true, Name: BuiltIn.Root };

    private static string Example(ParameterMember parameter) =>
        parameter.ValueSet.Count > 0 ? $": {string.Join(", ", parameter.ValueSet)}" : "";

    private static string Shown(ParameterMember parameter, string value) => parameter.IsSecret ? "***" : value;
}
