namespace JamLab.Convergence;

/// <summary>A question about a host. Equal facts are asked once, and those of one kind together.</summary>
public abstract record Fact
{
    /// <summary>How facts like this are asked and their answers read; the same object for all of them.</summary>
    public abstract FactKind Kind { get; }
}

/// <summary>A question whose answer is a <typeparamref name="TAnswer"/>.</summary>
public abstract record Fact<TAnswer> : Fact
    where TAnswer : notnull;

/// <summary>Asks all facts of one kind in one piece of shell, since a process for each would be what the time goes into.</summary>
public abstract class FactKind
{
    /// <summary>What messages call it when a host could not be asked: "packages", "units".</summary>
    public abstract string Name { get; }

    /// <summary>POSIX shell that prints the answers; it runs with <c>set -u</c>, and an exit code other than 0 means "could not ask", never "absent".</summary>
    public abstract string Script(IReadOnlyList<Fact> facts);

    /// <summary>One answer a fact, in the facts' order, from the lines that <see cref="Script"/> printed. Throws <see cref="FormatException"/> for lines that make no sense.</summary>
    public abstract IReadOnlyList<object> Read(IReadOnlyList<Fact> facts, IReadOnlyList<string> lines);
}

/// <summary><see cref="FactKind"/> for facts of one type.</summary>
public abstract class FactKind<TFact, TAnswer> : FactKind
    where TFact : Fact<TAnswer>
    where TAnswer : notnull
{
    public sealed override string Script(IReadOnlyList<Fact> facts) => Script([.. facts.Cast<TFact>()]);

    public sealed override IReadOnlyList<object> Read(IReadOnlyList<Fact> facts, IReadOnlyList<string> lines) =>
        [.. Read([.. facts.Cast<TFact>()], lines).Cast<object>()];

    protected abstract string Script(IReadOnlyList<TFact> facts);

    protected abstract IReadOnlyList<TAnswer> Read(IReadOnlyList<TFact> facts, IReadOnlyList<string> lines);
}
