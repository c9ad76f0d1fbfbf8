using JamLab.Convergence;
using JamLab.Inventory.Parameters;

namespace JamLab.Stages.Configuration;

/// <summary>
/// A pure function from a host, in its inventory, to an ordered list of resources. A role is one file under Configuration/Roles: deriving from
/// <see cref="Role{TParameters}"/> makes it known to the inventory, its schema and docs/roles.md.
/// </summary>
public abstract class Role
{
    /// <summary>What inventories call it: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence on what a host with it is, for docs/roles.md and editors.</summary>
    public abstract string Summary { get; }

    /// <summary>Roles that come before it on the same host, whatever the order in the inventory.</summary>
    public virtual IReadOnlyList<string> After => [];

    /// <summary>A class with one property a parameter: its initial value is the default, its <see cref="ParameterAttribute"/> the documentation.</summary>
    public abstract Type Parameters { get; }

    /// <summary>What is wrong with parameters that are right one by one.</summary>
    internal abstract IEnumerable<ParameterMistake> Check(object parameters);

    /// <summary>What the host should be. Pure: equal contexts give equal plans.</summary>
    public abstract RolePlan Declare(RoleContext context);
}

/// <summary>A role whose parameters are the properties of <typeparamref name="TParameters"/>.</summary>
public abstract class Role<TParameters> : Role
    where TParameters : class, new()
{
    public sealed override Type Parameters => typeof(TParameters);

    public sealed override RolePlan Declare(RoleContext context) => Declare(context, context.ParametersOf<TParameters>(context.Host, Name));

    internal sealed override IEnumerable<ParameterMistake> Check(object parameters) => Check((TParameters)parameters);

    /// <summary>What is wrong with parameters that are right one by one, such as an archive without its hash: mistakes of the user, told at the value.</summary>
    protected virtual IEnumerable<ParameterMistake> Check(TParameters parameters) => [];

    protected abstract RolePlan Declare(RoleContext context, TParameters parameters);
}

/// <summary>Documents a role's parameter; the property's name in snake_case is the inventory's key.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string doc) : Attribute
{
    /// <summary>One sentence: what it decides, with unit and effect.</summary>
    public string Doc { get; } = doc;

    /// <summary>A value for the documentation and for messages.</summary>
    public string? Example { get; init; }

    /// <summary>The only texts that it takes; null for any.</summary>
    public string[]? Choices { get; init; }

    /// <summary>The smallest whole number that it takes.</summary>
    public int Least { get; init; }

    /// <summary>The largest whole number that it takes.</summary>
    public int Most { get; init; } = ParameterKind.Unlimited;

    /// <summary>What people from other tools write instead, for "did you mean".</summary>
    public string[] Also { get; init; } = [];
}
