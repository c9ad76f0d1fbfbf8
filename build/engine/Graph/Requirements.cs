using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Something that must hold before anything runs, and does not.</summary>
/// <param name="Parameter">The parameter whose value is missing; null when an expression is false.</param>
/// <param name="Target">Who requires it; null for <c>[Required]</c> parameters.</param>
internal sealed record UnmetRequirement(ParameterMember? Parameter, ExecutableTarget? Target, string Text)
{
    public override string ToString()
    {
        var who = Target == null ? "this build" : $"target '{Target.Name}'";
        if (Parameter == null)
            return $"{who} requires {Text}, which is false";
        var sources = $"--{ParameterName.Dashed(Parameter.Name)}, NUKE_{ParameterName.Dashed(Parameter.Name).Replace('-', '_').ToUpperInvariant()} or .nuke/parameters.json";
        var values = Parameter.ValueSet.Count > 0 ? $" ({string.Join(", ", Parameter.ValueSet)})" : "";
        return $"{who} requires a value for {Parameter.Name}{values}: give it with {sources}";
    }
}

/// <summary>Checks what the scheduled targets and the build require, all together.</summary>
internal static class Requirements
{
    public static List<UnmetRequirement> Unmet(NukeBuild build, ParameterValues values)
    {
        var unmet = new List<UnmetRequirement>();
        foreach (var parameter in values.Parameters)
        {
            if (parameter.IsRequired && IsMissing(Members.ValueOf(parameter.Member, build)))
                unmet.Add(new UnmetRequirement(parameter, null, parameter.Name));
        }

        foreach (var target in build.ExecutionPlan)
        {
            if (target.Status != ExecutionStatus.Scheduled)
                continue;
            foreach (var requirement in target.Definition!.Requirements)
            {
                if (Check(build, values, target, requirement) is { } problem && !unmet.Exists(x => x.Parameter != null && x.Parameter == problem.Parameter))
                    unmet.Add(problem);
            }
        }

        return unmet;
    }

    private static UnmetRequirement? Check(NukeBuild build, ParameterValues values, ExecutableTarget target, LambdaExpression requirement)
    {
        var member = MemberExpressions.TryMemberOf(requirement);
        if (member != null)
            BuildContext.Current.Injection.InjectOnDemand(member, build);
        if (requirement.ReturnType == typeof(bool))
            return MemberExpressions.Evaluate(requirement) is true ? null : new UnmetRequirement(null, target, MemberExpressions.Text(requirement));
        if (!IsMissing(MemberExpressions.Evaluate(requirement)))
            return null;
        return new UnmetRequirement(ParameterOf(member, values), target, MemberExpressions.Text(requirement)) is { Parameter: not null } known
            ? known
            : new UnmetRequirement(null, target, $"{MemberExpressions.Text(requirement)} != null");
    }

    private static ParameterMember? ParameterOf(MemberInfo? member, ParameterValues values) =>
        member != null && member.IsDefined(typeof(ParameterAttribute), inherit: true)
            ? CommandLineCheck.Find(values.Parameters, ParameterName.Normalize(ParameterMembers.NameOf(member)))
            : null;

    private static bool IsMissing(object? value) => value is null or "";
}
