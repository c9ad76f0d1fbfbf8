using JamLab.Inventory;
using JamLab.Stages.Updates;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Moves pins to the newest stable versions in all files of the repository; with <see cref="StageOptions.DryRun"/> only finds them. What could not be asked is told and in the result.</summary>
    /// <param name="majors">Whether versions with another first number count.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<UpdateResult> UpdateAsync(bool majors, CancellationToken cancellation)
    {
        using var http = Http();
        var stage = Updates(http);
        var result = await FindUpdatesAsync(stage, majors, cancellation).ConfigureAwait(false);
        if (!options.DryRun)
            stage.Write(result);
        return result;
    }

    /// <summary>The newest stable versions of all pins, and the files as they would be; writes none of them.</summary>
    /// <param name="majors">Whether versions with another first number count.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<UpdateResult> FindUpdatesAsync(bool majors, CancellationToken cancellation)
    {
        using var http = Http();
        return await FindUpdatesAsync(Updates(http), majors, cancellation).ConfigureAwait(false);
    }

    private async Task<UpdateResult> FindUpdatesAsync(UpdateStage stage, bool majors, CancellationToken cancellation)
    {
        var result = await stage.FindAsync(majors, cancellation).ConfigureAwait(false);
        foreach (var one in result.Updates)
            log.Information("{What:l}: {From:l} -> {To:l} ({File:l})", one.What, one.From, one.To, one.File);
        foreach (var one in result.Unasked)
            log.Warning("{What:l}: {Problem:l}", one.What, one.Problem);
        return result;
    }

    private UpdateStage Updates(HttpClient http) =>
        new(options.Root, http, time, (Variable("GITHUB_TOKEN") ?? Variable("GH_TOKEN")) is { } token ? new Secret(token) : null);

    private static HttpClient Http() => new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = Timeout.InfiniteTimeSpan };
}
