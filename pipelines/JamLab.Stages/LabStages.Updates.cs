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
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = Timeout.InfiniteTimeSpan };
        var token = Variable("GITHUB_TOKEN") ?? Variable("GH_TOKEN");
        var stage = new UpdateStage(options.Root, http, time, token is null ? null : new Secret(token));
        var result = await stage.FindAsync(majors, cancellation).ConfigureAwait(false);
        foreach (var one in result.Updates)
            log.Information("{What:l}: {From:l} -> {To:l} ({File:l})", one.What, one.From, one.To, one.File);
        foreach (var one in result.Unasked)
            log.Warning("{What:l}: {Problem:l}", one.What, one.Problem);
        if (!options.DryRun)
            stage.Write(result);
        return result;
    }
}
