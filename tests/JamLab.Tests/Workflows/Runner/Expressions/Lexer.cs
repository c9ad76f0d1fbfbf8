namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>Text of an expression to words.</summary>
internal sealed class Lexer(string text)
{
    private const string Boundaries = "()[],.!<>=&|*";
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", ",", ".", "!", "<", ">", "*"];
    private int _at;
    private Token? _last;

    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            tokens.Add(_last = Next());
            if (_last.Kind == TokenKind.End)
                return tokens;
        }
    }

    private Token Next()
    {
        var start = _at;
        if (start == text.Length)
            return new(TokenKind.End, "", start);
        var c = text[start];
        if (c == '\'')
            return Quoted();
        if (char.IsAsciiDigit(c) || c is '-' or '+' || (c == '.' && !IsOperand(_last)))
            return Number();
        if (Array.Find(Symbols, x => string.CompareOrdinal(text, start, x, 0, x.Length) == 0) is { } symbol)
        {
            _at += symbol.Length;
            return new(TokenKind.Symbol, symbol, start);
        }

        return Word();
    }

    private Token Quoted()
    {
        var start = _at;
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != '\'')
                continue;
            if (i + 1 < text.Length && text[i + 1] == '\'')
            {
                i++;
                continue;
            }

            _at = i + 1;
            return new(TokenKind.Literal, text[start.._at], start, Value.Of(text[(start + 1)..i].Replace("''", "'", StringComparison.Ordinal)));
        }

        throw Unexpected(text[start..], start);
    }

    private Token Number()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && (text[_at] == '.' || !Boundaries.Contains(text[_at], StringComparison.Ordinal)))
            _at++;
        var word = text[start.._at];
        var number = Coercion.ParseNumber(word);
        return double.IsNaN(number) ? throw Unexpected(word, start) : new(TokenKind.Literal, word, start, Value.Of(number));
    }

    private Token Word()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !Boundaries.Contains(text[_at], StringComparison.Ordinal))
            _at++;
        var word = text[start..Math.Max(_at, start + 1)];
        if (!(char.IsAsciiLetter(word[0]) || word[0] == '_') || !word.All(x => char.IsAsciiLetterOrDigit(x) || x is '_' or '-'))
            throw Unexpected(word, start);
        Value? literal = _last?.Text == "." ? null : word switch
        {
            "true" => Value.True,
            "false" => Value.False,
            "null" => Value.Null,
            "NaN" => Value.Of(double.NaN),
            "Infinity" => Value.Of(double.PositiveInfinity),
            _ => null,
        };
        return new(literal is null ? TokenKind.Name : TokenKind.Literal, word, start, literal);
    }

    private static bool IsOperand(Token? token) => token is { Kind: TokenKind.Name } or { Text: "]" or ")" or "*" };

    private ExpressionException Unexpected(string word, int position) =>
        new($"Unexpected symbol: '{word}'. Located at position {position + 1} within expression: {text}");
}
