using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary>All workflows of a repository, from the build graph and the inventories of its environments.</summary>
/// <param name="Branch">The repository's default branch.</param>
/// <param name="TestProjects">The folders under <c>tests/</c> that hold tests.</param>
internal sealed record WorkflowSet(IReadOnlyList<LabOnGitHub> Labs, IReadOnlyList<PipelineTarget> Pipeline, string Branch, IReadOnlyList<string> TestProjects)
{
    public IReadOnlyList<Workflow> All() =>
    [
        CiWorkflow.For(Branch, TestProjects),
        .. RehearseWorkflow.For(Labs, Pipeline),
        .. PlanWorkflow.For(Labs, Pipeline[^1].Name),
        .. new ApplyWorkflows(Pipeline, Branch).For(Labs),
        .. DriftWorkflow.For(Labs, Pipeline[^1].Name),
        .. UpdateWorkflow.For(Labs),
    ];
}
