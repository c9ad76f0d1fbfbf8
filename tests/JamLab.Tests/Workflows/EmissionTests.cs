using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

public sealed class EmissionTests
{
    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var set in new[] { "everything", "hosted runner" })
            {
                foreach (var file in SampleLabs.Texts(set).Keys)
                    data.Add(set, file);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_is_as_approved(string set, string file) =>
        Approved.Match(SampleLabs.Texts(set)[file], Path.Combine("Approved", set.Replace(' ', '-'), Path.GetFileNameWithoutExtension(file)), "yml");

    [Fact]
    public void The_same_inventory_gives_the_same_bytes() =>
        SampleLabs.Texts("300 hosts").ShouldBe(SampleLabs.Texts("300 hosts"));

    [Fact]
    public void Without_a_ci_section_pull_requests_are_rehearsed_and_nothing_else() =>
        SampleLabs.Texts("without ci").Keys.Order().ShouldBe(["ci.yml", "rehearse.yml"]);

    [Fact]
    public void Where_the_tests_were_removed_none_are_run()
    {
        var texts = SampleLabs.Texts(SampleLabs.WithoutTests);
        texts.Keys.ShouldBe(SampleLabs.Texts("the repository").Keys);
        WorkflowYaml.Parse(texts["ci.yml"]).Jobs.Keys.ShouldBe(["workflows"]);
        texts.Values.ShouldAllBe(text => !text.Contains("tests/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(2000)]
    public void All_hosts_templates_and_services_are_somebodys_share_and_no_run_has_more_than_256_jobs(int hosts)
    {
        var lab = SampleLabs.Named($"{hosts} hosts")[0];
        var apply = WorkflowYaml.Parse(SampleLabs.Texts($"{hosts} hosts")["apply-big.yml"]);
        var cells = apply.Jobs.SelectMany(job => job.Value.Cells()).ToList();
        (cells.Count + apply.Jobs.Count).ShouldBeLessThanOrEqualTo(256);
        var words = apply.Jobs.ToDictionary(job => job.Key, job => job.Value.Cells().SelectMany(cell => cell["share"].Split(' ')).ToList());

        words.Where(job => job.Key.StartsWith("deploy-services", StringComparison.Ordinal)).SelectMany(job => job.Value).Order()
            .ShouldBe(lab.Inventory.Services.Keys.Order());
        var shared = words.Where(job => job.Key.StartsWith("configure-base", StringComparison.Ordinal)).SelectMany(job => job.Value).ToList();
        shared.ShouldBeUnique();
        shared.SelectMany(word => lab.Inventory.Groups.TryGetValue(word, out var group) ? group.Hosts : [word]).Order()
            .ShouldBe(lab.Inventory.Hosts.Select(host => host.Name.Value).Order());
        words["build-templates"].ShouldBe(["debian-12"]);
    }
}
