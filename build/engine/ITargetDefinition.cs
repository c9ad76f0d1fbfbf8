using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>The fluent definition of a <see cref="Target"/>; every call adds to what was said before.</summary>
public partial interface ITargetDefinition
{
    ITargetDefinition Description(string description);

    ITargetDefinition Executes(params Action[] actions);

    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>Adds an action that is awaited before the next one starts.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>A condition that is asked just before the target would run; false skips it.</summary>
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>A condition that is asked before anything runs; false skips the target and what only it needs.</summary>
    ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>Parameters that must have a value when the target is scheduled.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class?;

    /// <inheritdoc cref="Requires{T}(Expression{Func{T}}, Expression{Func{T}}[])"/>
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct;

    /// <summary>Expressions that must be true when the target is scheduled; asked after the static conditions.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);

    /// <summary>Whether the dependencies of this target are skipped with it (the default) or run all the same.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Runs this target even when others failed or the run was cancelled.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>A failure of this target stops nothing else; the run still fails in the end.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Leaves the target out of help and completion.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Takes over the definition of the property that this one overrides.</summary>
    ITargetDefinition Base();

    ITargetDefinition Inherit(params Target[] targets);

    /// <summary>Takes over the default implementation of a component's targets; without arguments, of its only one.</summary>
    ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets);

    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>Into how many parts (at least 2) a CI server may split the target.</summary>
    ITargetDefinition Partition(int size);
}
