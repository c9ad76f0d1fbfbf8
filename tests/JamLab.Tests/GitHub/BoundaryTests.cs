using System.Reflection;
using JamLab.Stages.GitHub;
using Shouldly;
using Xunit;

namespace JamLab.Tests.GitHub;

public class BoundaryTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Who_has_nothing_to_do_with_github_loads_nothing_of_octokit() =>
        typeof(GitHubStage).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("JamLab.Stages.GitHub", StringComparison.Ordinal) == false).SelectMany(type => Mentioned(type, Everything)).Where(IsOctokit).ShouldBeEmpty();

    [Fact]
    public void Whoever_calls_the_stage_need_not_know_octokit() =>
        typeof(GitHubStage).Assembly.GetExportedTypes().SelectMany(type => Mentioned(type, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)).Where(IsOctokit).ShouldBeEmpty();

    [Fact]
    public void The_documentation_names_the_least_permission_for_everything()
    {
        var text = File.ReadAllText(Path.Combine(Inventory.Repository.Root, "docs", "github.md"));
        foreach (var need in GitHubNeed.All)
            text.ShouldContain($"| {need.Action} | {need.Permission} | {need.Classic} |");
    }

    private static IEnumerable<Type> Mentioned(Type type, BindingFlags flags) =>
        type.GetFields(flags).Select(one => one.FieldType)
            .Concat(type.GetMethods(flags).SelectMany(one => one.GetParameters().Select(parameter => parameter.ParameterType).Append(one.ReturnType)))
            .Concat(type.GetConstructors(flags).SelectMany(one => one.GetParameters().Select(parameter => parameter.ParameterType)))
            .SelectMany(one => one.IsGenericType ? one.GetGenericArguments().Append(one) : [one]);

    private static bool IsOctokit(Type type) => type.Assembly.GetName().Name == "Octokit";
}
