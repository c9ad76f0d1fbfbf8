using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Tools;

/// <summary>Terraform or OpenTofu, as the user chose with <c>TerraformTool</c>.</summary>
public static class TerraformTool
{
    /// <summary>The chosen one; without a choice Terraform, unless only OpenTofu is on PATH.</summary>
    /// <exception cref="DiagnosticException">JAM0702 when the choice is neither.</exception>
    public static Tool For(string? choice, Workstation here) => choice?.ToLowerInvariant() switch
    {
        "terraform" => ToolCatalog.Terraform,
        "tofu" or "opentofu" => ToolCatalog.OpenTofu,
        null or "" => here.Find("terraform") is null && here.Find("tofu") is not null ? ToolCatalog.OpenTofu : ToolCatalog.Terraform,
        _ => throw new DiagnosticException("JAM0702", $"TerraformTool is '{choice}'", "it can be terraform or tofu"),
    };
}
