using System.Text.Json.Nodes;
using JamLab.Tests.Support;
using JamLab.Tests.Workflows.Runner.Expressions;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

/// <summary>The cases are in <c>expressions.txt</c>; a second test asks GitHub's own library the same, so that the table is no belief of ours.</summary>
public sealed class ExpressionTests
{
    private const string Contexts =
        """
        {
          "github": {
            "ref": "refs/heads/main",
            "event_name": "push",
            "event": {
              "number": 7,
              "ref-with-dashes": "dashed",
              "labels": [{ "name": "bug" }, { "name": "Help Wanted" }],
              "tree": { "a": { "leaf": "x", "list": [1, 2] }, "b": { "leaf": "y", "list": [3] }, "c": 1 }
            }
          },
          "env": {},
          "inputs": { "flag": true, "count": 3 },
          "matrix": null,
          "needs": { "build": { "result": "success", "outputs": { "version": "1.2.3" } } }
        }
        """;

    private const string AskGitHub =
        """
        import { Lexer, Parser, Evaluator, data } from '@actions/expressions';
        import { readFileSync } from 'node:fs';
        const { contexts, cases } = JSON.parse(readFileSync(0, 'utf8'));
        const given = JSON.parse(contexts, data.reviver);
        const names = Object.keys(JSON.parse(contexts));
        const answers = cases.map(x => {
          try {
            const tree = new Parser(new Lexer(x).lex().tokens, names, []).parse();
            return JSON.stringify(new Evaluator(tree, given).evaluate(), data.replacer);
          } catch (e) { return 'error'; }
        });
        console.log(JSON.stringify(answers));
        """;

    private static readonly Place Here = new("a test", ["github", "env", "inputs", "matrix", "needs"]);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in Lines())
                data.Add(line.Expression, line.Expected);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expression_is_worth_what_GitHub_says(string expression, string expected)
    {
        var contexts = ((ObjectValue)Json.Read(Contexts)).Pairs.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var scope = new Scope { Contexts = contexts };
        if (expected.StartsWith("error: ", StringComparison.Ordinal))
            Should.Throw<ExpressionException>(() => Template.EvaluateExpression(expression, Here, scope)).Message.ShouldContain(expected[7..]);
        else
            Json.Write(Template.EvaluateExpression(expression, Here, scope)).ShouldBe(Json.Write(Json.Read(expected)));
    }

    [Fact]
    public async Task GitHubs_own_library_says_the_same()
    {
        // Of several quotes the JavaScript library replaces only the first; the runner, and the documentation, all.
        var cases = Lines().Where(x => x.Expression != "'a ''b'' c'").ToList();
        cases.Count.ShouldBeGreaterThan(120);
        var question = new JsonObject { ["contexts"] = Contexts, ["cases"] = new JsonArray([.. cases.Select(x => (JsonNode)x.Expression)]) };
        var (code, output) = await Npm.NodeAsync(["--input-type=module", "-e", AskGitHub], question.ToJsonString());
        code.ShouldBe(0, output);
        var answers = JsonNode.Parse(output)!.AsArray().Select(x => (string)x!).ToList();
        cases.Zip(answers).Where(x => Short(x.First.Expected) != Short(x.Second)).Select(x => $"{x.First.Expression}: {x.First.Expected}, but GitHub: {x.Second}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${{ 1 }}", "1")]
    [InlineData("a ${{ github.ref }} b${{null}}c", "a refs/heads/main bc")]
    [InlineData("${{ '}}' }}${{ 'it''s }}' }}", "}}it's }}")]
    [InlineData("${{ github.event }}", "Object")]
    [InlineData("$${{ 1 }}", "$1")]
    public void Text_with_expressions_becomes_a_string(string text, string expected)
    {
        var scope = new Scope { Contexts = ((ObjectValue)Json.Read(Contexts)).Pairs.ToDictionary(StringComparer.OrdinalIgnoreCase) };
        Template.Evaluate(text, Here, scope).AsText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("${{ 1", "not closed")]
    [InlineData("${{ }}", "expression was expected")]
    [InlineData("${{ secrets.X }}", "Unrecognized named-value: 'secrets'")]
    public void Text_that_GitHub_refuses_is_an_error(string text, string expected) =>
        Should.Throw<ExpressionException>(() => Template.Check(text, Here)).Message.ShouldContain(expected);

    [Fact]
    public void A_script_with_an_expression_in_it_counts_whole_against_the_limit()
    {
        Template.Check(new string('x', 30_000), Here);
        Should.Throw<ExpressionException>(() => Template.Check(new string('x', 21_000) + "${{ 1 }}", Here)).Message.ShouldContain("21000");
    }

    private static string Short(string text) =>
        text.StartsWith("error", StringComparison.Ordinal) ? "error" : Json.Write(Json.Read(text));

    private static List<(string Expression, string Expected)> Lines([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        [.. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(file)!, "expressions.txt")).Where(x => x.Length > 0 && x[0] != '#').Select(x => x.Split(" => ", 2)).Select(x => (x[0], x[1]))];
}
