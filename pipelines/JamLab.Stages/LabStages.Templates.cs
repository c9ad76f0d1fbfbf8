using JamLab.Inventory.Model;
using JamLab.Stages.Templates;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    private Dictionary<string, TemplateArtifact> Templates(LabInventory inventory) =>
        inventory.Machines.Select(host => host.Machine!.Template.Value).Distinct()
            .ToDictionary(image => image, image => TemplateArtifact.FindAll(Paths.Templates, image)[0]);

    public async Task<string> BuildTemplatesAsync(CancellationToken cancellation) => await Task.FromResult(Templates(Inventory).Count.ToString());
}
