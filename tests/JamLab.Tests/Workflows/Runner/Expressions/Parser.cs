namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>Words to a tree; what is not available at the place is an error here, before anything runs, as on GitHub.</summary>
internal sealed class Parser
{
    private const int LongestExpression = 21_000;
    private static readonly string[][] Precedence = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="]];
    private readonly string _text;
    private readonly Place _place;
    private readonly List<Token> _tokens;
    private int _at;

    private Parser(string text, Place place)
    {
        if (text.Length > LongestExpression)
            throw new ExpressionException($"Exceeded max expression length {LongestExpression}");
        _text = text;
        _place = place;
        _tokens = new Lexer(text).Read();
    }

    private Token Current => _tokens[_at];

    public static Node Parse(string text, Place place)
    {
        var parser = new Parser(text, place);
        if (parser.Current.Kind == TokenKind.End)
            throw new ExpressionException("An expression was expected");
        var result = parser.Operators(0);
        return parser.Current.Kind == TokenKind.End ? result : throw parser.Unexpected();
    }

    private Node Operators(int level)
    {
        if (level == Precedence.Length)
            return Unary();
        var left = Operators(level + 1);
        while (Current.Kind == TokenKind.Symbol && Precedence[level].Contains(Current.Text))
            left = new OperatorNode(Take().Text, left, Operators(level + 1));
        return left;
    }

    private Node Unary() => Accept("!") ? new NotNode(Unary()) : Postfix(Primary());

    private Node Postfix(Node of)
    {
        while (true)
        {
            if (Accept("."))
                of = new IndexNode(of, Accept("*") ? null : new LiteralNode(Value.Of(Name().Text)));
            else if (Accept("["))
            {
                of = new IndexNode(of, Accept("*") ? null : Operators(0));
                Expect("]");
            }
            else
                return of;
        }
    }

    private Node Primary()
    {
        if (Accept("("))
        {
            var inner = Operators(0);
            Expect(")");
            return inner;
        }

        if (Current.Kind == TokenKind.Literal)
            return new LiteralNode(Take().Literal!);
        var name = Name();
        if (Accept("("))
            return Call(name);
        return _place.Contexts.Contains(name.Text, StringComparer.OrdinalIgnoreCase)
            ? new ContextNode(name.Text)
            : throw At(name, $"Unrecognized named-value: '{name.Text}'");
    }

    private CallNode Call(Token name)
    {
        var arguments = new List<Node>();
        if (!Accept(")"))
        {
            do
                arguments.Add(Operators(0));
            while (Accept(","));
            Expect(")");
        }

        var (least, most) = _place.Arguments(name.Text) ?? throw At(name, $"Unrecognized function: '{name.Text}'");
        if (arguments.Count < least)
            throw At(name, $"Too few parameters supplied: '{name.Text}'");
        if (arguments.Count > most)
            throw At(name, $"Too many parameters supplied: '{name.Text}'");
        return new CallNode(name.Text, arguments);
    }

    private Token Name() => Current.Kind == TokenKind.Name ? Take() : throw Unexpected();

    private Token Take() => _tokens[_at++];

    private bool Accept(string symbol)
    {
        var accepted = Current.Kind == TokenKind.Symbol && Current.Text == symbol;
        if (accepted)
            _at++;
        return accepted;
    }

    private void Expect(string symbol)
    {
        if (!Accept(symbol))
            throw Unexpected();
    }

    private ExpressionException Unexpected() =>
        Current.Kind == TokenKind.End ? new($"Unexpected end of expression: {_text}") : At(Current, $"Unexpected symbol: '{Current.Text}'");

    private ExpressionException At(Token token, string message) =>
        new($"{message}. Located at position {token.Position + 1} within expression: {_text}");
}
