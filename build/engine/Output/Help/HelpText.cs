using System.Text;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>What <c>--help</c> prints: how to call the build, its targets and what they need, and every parameter with its value now.</summary>
internal static class HelpText
{
    public static string Create(
        object? build,
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ParameterMember> parameters,
        int width = 100,
        bool colors = false)
    {
        var paint = new Paint(colors);
        var text = new StringBuilder();
        text.Append($"{paint.Bold("Usage:")} ./build.sh [targets] [--parameter value]...\n");
        text.Append('\n').Append(paint.Bold("Targets")).Append(" (with what they depend on):\n\n");
        WriteTargets(text, targets, width, paint);
        WriteParameters(text, "Parameters", build, targets, [.. parameters.Where(p => !p.IsBuiltIn && p.IsListed)], width, paint);
        WriteParameters(text, "Parameters of every build", build, targets, [.. parameters.Where(p => p.IsBuiltIn && p.IsListed)], width, paint);
        return text.ToString();
    }

    private static void WriteTargets(StringBuilder text, IReadOnlyList<ExecutableTarget> targets, int width, Paint paint)
    {
        var columns = new TwoColumns(width);
        foreach (var target in targets.Where(t => t.Listed))
        {
            var mark = target.IsDefault ? " (default)" : "";
            var paragraphs = new List<string>();
            if (target.ExecutionDependencies.Count > 0)
                paragraphs.Add("-> " + string.Join(", ", target.ExecutionDependencies.Select(d => d.Name)));
            if (target.Description is { Length: > 0 } description)
                paragraphs.Add(description);
            columns.Add(paint.With(Ansi.Cyan, target.Name) + mark, target.Name + mark, paragraphs);
        }

        columns.Write(text, (_, line) => line.StartsWith("-> ", StringComparison.Ordinal) ? paint.Dim(line) : line);
    }

    private static void WriteParameters(
        StringBuilder text,
        string title,
        object? build,
        IReadOnlyList<ExecutableTarget> targets,
        List<ParameterMember> parameters,
        int width,
        Paint paint)
    {
        if (parameters.Count == 0)
            return;
        text.Append('\n').Append(paint.Bold(title)).Append(":\n\n");
        var columns = new TwoColumns(width);
        foreach (var parameter in parameters.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase))
        {
            var name = ParameterText.Dashed(parameter.Name);
            var placeholder = ParameterText.Placeholder(parameter);
            columns.Add(paint.With(Ansi.Cyan, name) + paint.Dim(placeholder), name + placeholder, Paragraphs(parameter, build, targets));
        }

        columns.Write(text, (i, line) => i > 0 ? paint.Dim(line) : line);
    }

    private static List<string> Paragraphs(ParameterMember parameter, object? build, IReadOnlyList<ExecutableTarget> targets)
    {
        var facts = new List<string>();
        if (parameter.IsRequired)
            facts.Add("required");
        if (parameter.IsSecret)
            facts.Add("secret");

        // The targets stand above.
        if (parameter.ValueSet.Except(targets.Select(t => t.Name)).Any())
            facts.Add("one of " + string.Join(", ", parameter.ValueSet));
        if (ParameterText.IsList(parameter) && parameter.Separator is { } separator)
            facts.Add($"values separated by '{separator}' or spaces");
        if (!(parameter.IsBuiltIn && ParameterText.IsSwitch(parameter)) && ParameterText.Current(parameter, build) is { } current)
            facts.Add("now " + current);

        // NUKE's placeholder, which its schema keeps.
        var defaults = string.Join(", ", targets.Where(t => t.IsDefault).Select(t => t.Name));
        var description = parameter.Description?.TrimEnd('.').Replace("{default_target}", defaults, StringComparison.Ordinal) ?? "";
        var paragraphs = new List<string> { description.Length > 0 ? description + "." : "" };
        if (facts.Count > 0)
            paragraphs.Add($"({string.Join("; ", facts)})");
        return [.. paragraphs.Where(p => p.Length > 0)];
    }
}
