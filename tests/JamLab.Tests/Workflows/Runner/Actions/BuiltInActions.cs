namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary>The actions that the runner does itself.</summary>
internal static class BuiltInActions
{
    public static ActionDelegate? Find(string name) => name switch
    {
        "actions/checkout" => Checkout.RunAsync,
        "actions/setup-dotnet" => SetupDotnet.RunAsync,
        "actions/cache" => Cache.RunAsync,
        "actions/cache/restore" => Cache.RestoreAsync,
        "actions/cache/save" => Cache.SaveAsync,
        "actions/upload-artifact" => UploadArtifact.RunAsync,
        "actions/download-artifact" => DownloadArtifact.RunAsync,
        _ => null,
    };
}
