using JamLab.Stages.Provisioning.Terraform;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public class TerraformProgressTests
{
    [Theory]
    [InlineData("""module.machines.terraform_data.disk["vb0"]: Creating...""", "vb0: making disks")]
    [InlineData("""module.machines.terraform_data.disk["vb0"]: Still creating... [10s elapsed]""", "vb0: still making disks (10s)")]
    [InlineData("""module.machines.terraform_data.disk["vb0"]: Still creating... [01m10s elapsed]""", "vb0: still making disks (01m10s)")]
    [InlineData("""module.machines.terraform_data.disk["vb0"]: Creation complete after 0s [id=b8c6e4c4-3f44-0a30-9d2f-3f3b5d1a1f1e]""", null)]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Creating...""", "vb0: starting")]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Creation complete after 1m2s [id=b8c6e4c4-3f44-0a30-9d2f-3f3b5d1a1f1e]""", "vb0: started (1m2s)")]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Destroying... [id=b8c6e4c4-3f44-0a30-9d2f-3f3b5d1a1f1e]""", "vb0: stopping")]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Still destroying... [id=b8c6e4c4-3f44-0a30-9d2f-3f3b5d1a1f1e, 20s elapsed]""", "vb0: still stopping (20s)")]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Destruction complete after 4s""", "vb0: stopped (4s)")]
    [InlineData("""module.machines.terraform_data.disk["vb0"]: Destruction complete after 0s""", "vb0: disks removed (0s)")]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Provisioning with 'local-exec'...""", null)]
    [InlineData("""module.machines.terraform_data.power["vb0"] (local-exec): (output suppressed due to sensitive value in config)""", null)]
    [InlineData("""module.machines.terraform_data.power["vb0"]: Refreshing state... [id=b8c6e4c4-3f44-0a30-9d2f-3f3b5d1a1f1e]""", null)]
    [InlineData("module.machines.terraform_data.switch: Creating...", null)]
    [InlineData("Apply complete! Resources: 6 added, 0 changed, 0 destroyed.", null)]
    [InlineData("", null)]
    public void A_line_of_Terraform_is_told_in_the_users_words_or_not_at_all(string line, string? shown) =>
        TerraformProgress.Shown(line).ShouldBe(shown);
}
