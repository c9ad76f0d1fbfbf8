namespace JamLab.Tests.Workflows.Runner.Expressions;

internal enum TokenKind
{
    Symbol,
    Name,
    Literal,
    End,
}

/// <summary>One word of an expression; a literal carries its value.</summary>
internal sealed record Token(TokenKind Kind, string Text, int Position, Value? Literal = null);
