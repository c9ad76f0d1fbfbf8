namespace Nuke.Common;

// Each edge comes in three forms: the build's own targets; those of a component T (its only one when none is named);
// and the Try form, which says nothing when the build does not implement T.
public partial interface ITargetDefinition
{
    /// <summary>Runs the named targets before this one; when one of them fails, this one is skipped.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <inheritdoc cref="DependsOn(Target[])"/>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="DependsOn(Target[])"/>
    ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>Makes this target a dependency of the named ones.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <inheritdoc cref="DependentFor(Target[])"/>
    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="DependentFor(Target[])"/>
    ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>When both are scheduled, this one runs first.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <inheritdoc cref="Before(Target[])"/>
    ITargetDefinition Before<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="Before(Target[])"/>
    ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets);

    /// <summary>When both are scheduled, this one runs later.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <inheritdoc cref="After(Target[])"/>
    ITargetDefinition After<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="After(Target[])"/>
    ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets);

    /// <summary>Schedules the named targets, to run after this one.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <inheritdoc cref="Triggers(Target[])"/>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="Triggers(Target[])"/>
    ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets);

    /// <summary>Schedules this target whenever one of the named ones is scheduled, to run after it.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <inheritdoc cref="TriggeredBy(Target[])"/>
    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets);

    /// <inheritdoc cref="TriggeredBy(Target[])"/>
    ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>Uses what the named targets produce; says nothing about order.</summary>
    ITargetDefinition Consumes(params Target[] targets);

    /// <inheritdoc cref="Consumes(Target[])"/>
    ITargetDefinition Consumes<T>(params Func<T, Target>[] targets);

    /// <summary>Uses some artifacts of a target (all that it produces when none is named).</summary>
    ITargetDefinition Consumes(Target target, params string[] artifacts);

    /// <inheritdoc cref="Consumes(Target, string[])"/>
    ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts);

    /// <inheritdoc cref="Consumes(Target, string[])"/>
    ITargetDefinition Consumes<T>(params string[] artifacts);
}
