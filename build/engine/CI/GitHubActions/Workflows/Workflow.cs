namespace Nuke.Common.CI.GitHubActions;

/// <summary>A <see cref="GitHubActionsAttribute"/> as the text of its workflow.</summary>
internal sealed partial class Workflow(GitHubActionsAttribute attribute, IReadOnlyList<string> artifacts, PinnedActions actions)
{
    private const string Header =
        """
        # Written by the build from its [GitHubActions] attribute; change that, and the next run writes this file anew.
        # A file of one's own: [GitHubActions(..., AutoGenerate = false)].


        """;

    /// <summary>A branch's newer run replaces the older.</summary>
    private const string BranchGroup = "${{ github.workflow }} @ ${{ github.event.pull_request.head.label || github.head_ref || github.ref }}";

    public string ToYaml() => Header.ReplaceLineEndings("\n") + YamlText.Create(WriteTo);

    private void WriteTo(YamlText yaml)
    {
        yaml.Pair("name", attribute.Name);
        WriteTriggers(yaml);
        WritePermissions(yaml);
        WriteConcurrency(yaml, attribute.ConcurrencyGroup, attribute.ConcurrencyCancelInProgress, BranchGroup);
        yaml.Pair("jobs", () =>
        {
            foreach (var image in attribute.Images)
                yaml.Pair(GitHubNames.Of(image).Replace('.', '_'), () => WriteJob(yaml, image));
        });
    }

    private void WritePermissions(YamlText yaml)
    {
        if (attribute.WritePermissions.Length + attribute.ReadPermissions.Length == 0)
            return;
        yaml.Pair("permissions", () =>
        {
            foreach (var permission in attribute.WritePermissions.Distinct())
                yaml.Pair(GitHubNames.Of(permission), "write");
            foreach (var permission in attribute.ReadPermissions.Except(attribute.WritePermissions))
                yaml.Pair(GitHubNames.Of(permission), "read");
        });
    }

    private static void WriteConcurrency(YamlText yaml, string? group, bool cancel, string otherwise)
    {
        if (string.IsNullOrEmpty(group) && !cancel)
            return;
        yaml.Pair("concurrency", () =>
        {
            yaml.Pair("group", string.IsNullOrEmpty(group) ? otherwise : group);
            if (cancel)
                yaml.Pair("cancel-in-progress", true);
        });
    }
}
