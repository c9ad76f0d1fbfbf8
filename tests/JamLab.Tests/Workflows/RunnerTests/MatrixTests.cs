using JamLab.Tests.Workflows.Runner;
using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class MatrixTests
{
    /// <summary>The examples of "Running variations of jobs in a workflow": a matrix, and its jobs as <c>label: key=value …</c>.</summary>
    public static TheoryData<string, string[]> Documented => new()
    {
        {
            """{"version": [10, 12], "os": ["ubuntu", "windows"]}""",
            ["10, ubuntu: version=10 os=ubuntu", "10, windows: version=10 os=windows", "12, ubuntu: version=12 os=ubuntu", "12, windows: version=12 os=windows"]
        },
        {
            """
            {"fruit": ["apple", "pear"], "animal": ["cat", "dog"], "include": [
              {"color": "green"}, {"color": "pink", "animal": "cat"}, {"fruit": "apple", "shape": "circle"}, {"fruit": "banana"}, {"fruit": "banana", "animal": "cat"}]}
            """,
            [
                "apple, cat: fruit=apple animal=cat color=pink shape=circle", "apple, dog: fruit=apple animal=dog color=green shape=circle",
                "pear, cat: fruit=pear animal=cat color=pink", "pear, dog: fruit=pear animal=dog color=green", "banana: fruit=banana", "banana, cat: fruit=banana animal=cat",
            ]
        },
        {
            """{"os": ["windows", "ubuntu"], "node": [14, 16], "include": [{"os": "windows", "node": 16, "npm": 6}]}""",
            ["windows, 14: os=windows node=14", "windows, 16: os=windows node=16 npm=6", "ubuntu, 14: os=ubuntu node=14", "ubuntu, 16: os=ubuntu node=16"]
        },
        {
            """{"os": ["macos", "windows"], "version": [12, 14], "include": [{"os": "windows", "version": 17}]}""",
            ["macos, 12: os=macos version=12", "macos, 14: os=macos version=14", "windows, 12: os=windows version=12", "windows, 14: os=windows version=14", "windows, 17: os=windows version=17"]
        },
        {
            """{"include": [{"site": "production", "datacenter": "site-a"}, {"site": "staging", "datacenter": "site-b"}]}""",
            ["production, site-a: site=production datacenter=site-a", "staging, site-b: site=staging datacenter=site-b"]
        },
        {
            """
            {"os": ["macos", "windows"], "version": [12, 14, 16], "environment": ["staging", "production"], "exclude": [
              {"os": "macos", "version": 12, "environment": "production"}, {"os": "windows", "version": 16}]}
            """,
            [
                "macos, 12, staging: os=macos version=12 environment=staging", "macos, 14, staging: os=macos version=14 environment=staging",
                "macos, 14, production: os=macos version=14 environment=production", "macos, 16, staging: os=macos version=16 environment=staging",
                "macos, 16, production: os=macos version=16 environment=production", "windows, 12, staging: os=windows version=12 environment=staging",
                "windows, 12, production: os=windows version=12 environment=production", "windows, 14, staging: os=windows version=14 environment=staging",
                "windows, 14, production: os=windows version=14 environment=production",
            ]
        },
        {
            """{"os": ["a", "b"], "exclude": [{"os": "a"}], "include": [{"os": "a", "back": true}]}""",
            ["b: os=b", "a, true: os=a back=true"]
        },
        {
            """{"node": [{"version": 14, "env": "X=1"}, {"version": 20}], "exclude": [{"node": {"version": 20}}]}""",
            ["14, X=1: node=Object"]
        },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_matrix_has_the_documented_jobs(string matrix, string[] expected) =>
        MatrixBuilder.Build(Json.Read(matrix)).Select(x => $"{x.Label}: {string.Join(' ', x.Values.Pairs.Select(y => $"{y.Key}={y.Value.AsText()}"))}").ShouldBe(expected);

    [Theory]
    [InlineData("[]", "must be a mapping")]
    [InlineData("{}", "at least one vector")]
    [InlineData("""{"include": []}""", "at least one vector")]
    [InlineData("""{"a": []}""", "Matrix vector 'a' does not contain any values")]
    [InlineData("""{"a": "x"}""", "Matrix vector 'a' does not contain any values")]
    [InlineData("""{"a": [1], "exclude": [{"a": 1}]}""", "at least one vector")]
    [InlineData("""{"a": [1], "exclude": [{"b": 1}]}""", "Matrix exclude key 'b' does not match")]
    [InlineData("""{"a": [1], "include": ["x"]}""", "include must be a list of mappings")]
    public void A_matrix_that_GitHub_refuses_is_an_error(string matrix, string expected) =>
        Should.Throw<ExpressionException>(() => MatrixBuilder.Build(Json.Read(matrix))).Message.ShouldContain(expected);

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_matrix_has_at_most_256_jobs(int count, bool fits)
    {
        var matrix = new ObjectValue();
        matrix["n"] = new ArrayValue(Enumerable.Range(1, count).Select(x => Value.Of(x)));
        if (fits)
            MatrixBuilder.Build(matrix).Count.ShouldBe(count);
        else
            Should.Throw<ExpressionException>(() => MatrixBuilder.Build(matrix)).Message.ShouldContain("256");
    }

    [Theory]
    [InlineData("matrix: ${{ fromJSON(needs.plan.outputs.m) }}")]
    [InlineData("matrix: { name: \"${{ fromJSON(needs.plan.outputs.m).name }}\" }")]
    [InlineData("matrix: { include: \"${{ fromJSON(needs.plan.outputs.i) }}\" }")]
    public async Task A_matrix_may_come_from_another_job(string matrix)
    {
        using var repository = new TestRepository(
            $$$"""
            on: push
            jobs:
              plan:
                runs-on: lab
                outputs: { m: "${{ steps.s.outputs.m }}", i: "${{ steps.s.outputs.i }}" }
                steps:
                  - id: s
                    run: |
                      echo 'm={"name":["x","y"]}' >> "$GITHUB_OUTPUT"
                      echo 'i=[{"name":"x"},{"name":"y"}]' >> "$GITHUB_OUTPUT"
              build:
                needs: plan
                name: Build ${{ matrix.name }} of ${{ strategy.job-total }}
                runs-on: ["lab", "${{ matrix.name }}"]
                strategy:
                  {{{matrix}}}
                outputs: { "${{ matrix.name }}": "${{ strategy.job-index }}" }
                steps: [ { run: "test ${{ matrix.name }} != ''" } ]
            """);
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Job("build (x)").Name.ShouldBe("Build x of 2");
        run.Job("build (y)").RunsOn.ShouldBe(["lab", "y"]);
        run.Outputs["build.y"].ShouldBe("1");
    }

    [Fact]
    public async Task An_empty_matrix_fails_the_job_and_one_behind_an_if_is_skipped()
    {
        using var repository = new TestRepository(
            """
            on: push
            env: { UNUSED: 1 }
            jobs:
              a: { runs-on: lab, strategy: { matrix: { x: "${{ fromJSON('[]') }}" } }, steps: [ { run: "true" } ] }
              b: { if: "'[]' != '[]'", runs-on: lab, strategy: { matrix: { x: "${{ fromJSON('[]') }}" } }, steps: [ { run: "true" } ] }
            """);
        var run = await repository.RunAsync();
        run.Job("a").Conclusion.ShouldBe(Conclusion.Failure);
        run.Job("a").Annotations[0].Message.ShouldContain("Matrix vector 'x'");
        run.Job("b").Conclusion.ShouldBe(Conclusion.Skipped);
    }

    [Theory]
    [InlineData("fail-fast: false", "a (1) Failure, a (2) Success, a (3) Success")]
    [InlineData("fail-fast: true", "a (1) Failure, a (2) Cancelled, a (3) Cancelled")]
    public async Task The_first_failure_cancels_the_others_unless_told_otherwise(string failFast, string expected)
    {
        using var repository = new TestRepository($"on: push\njobs:\n  a:\n    runs-on: lab\n    strategy:\n      {failFast}\n      matrix: {{ n: [1, 2, 3] }}\n    steps: [ {{ run: 'test $N != 1', env: {{ N: '${{{{ matrix.n }}}}' }} }} ]\n");
        var run = await repository.RunAsync();
        string.Join(", ", run.Jobs.OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => $"{x.Id} {x.Conclusion}")).ShouldBe(expected);
        run.Conclusion.ShouldBe(Conclusion.Failure);
    }
}
