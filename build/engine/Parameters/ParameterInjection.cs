namespace Nuke.Common.Execution;

/// <summary>Writes the values into the build's members; members without a value keep their initialiser's.</summary>
internal static class ParameterInjection
{
    public static void Inject(NukeBuild build, ParameterValues values)
    {
        foreach (var parameter in values.Parameters)
        {
            // Targets are names here and nodes of the graph later; the other built-in statics forward to the context.
            if (parameter is { IsBuiltIn: true, Name: BuiltIn.Target or BuiltIn.Skip })
                continue;
            if (values.ValueOf(parameter) is { } value)
                Members.TrySet(parameter.Member, build, value);
            // A build's own --parallel, for what its targets do side by side, is for the targets too.
            if (parameter is { IsBuiltIn: false, Name: BuiltIn.Parallel } && values.ValueOf(parameter) is int degree)
                build.Parallelism = degree;
        }
    }
}
