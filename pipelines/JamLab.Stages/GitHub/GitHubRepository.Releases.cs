using JamLab.Stages.GitHub.Http;
using JamLab.Stages.GitHub.Releases;
using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    /// <summary>
    /// Keeps a release with its files and their SHA256SUMS. A new one is a draft until all files are there, so that nobody sees half of it; of one that
    /// exists, files with the same bytes stay, others are replaced, and what is not named is left alone.
    /// </summary>
    /// <param name="tag">Made on the default branch when there is no such tag.</param>
    /// <param name="name">Its title.</param>
    /// <param name="notes">Markdown.</param>
    /// <param name="files">Names of letters, digits, dots, dashes and underscores; GitHub would change others.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Written> ReleaseAsync(string tag, string name, string notes, IReadOnlyList<ReleaseFile> files, CancellationToken cancellation)
    {
        if (files.FirstOrDefault(file => file.Name == Checksums.FileName || file.Name.Length == 0 || !file.Name.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c, StringComparison.Ordinal))) is { } odd)
            throw new ArgumentException($"'{odd.Name}' cannot be the name of a release's file", nameof(files));
        var call = new GitHubCall(GitHubNeed.Release, cancellation);
        var release = await FindReleaseAsync(call, tag).ConfigureAwait(false);
        var isNew = release is null;
        release ??= await CreateOnceAsync(
            async () => GitHubConnection.Read(await _connection.SendAsync(call, HttpMethod.Post, Path("releases"), new NewReleaseRequest(tag, name, notes, Draft: true), GitHubJson.Default.NewReleaseRequest).ConfigureAwait(false), GitHubJson.Default.ReleaseAnswer),
            () => FindReleaseAsync(call, tag),
            cancellation).ConfigureAwait(false);
        var uploaded = await UploadAsync(call, release, files, cancellation).ConfigureAwait(false);
        if (!release.Draft && release.Name == name && SameText(release.Body, notes))
            return new Written(uploaded ? WriteKind.Updated : WriteKind.Unchanged, release.Id, release.HtmlUrl);
        var change = new ReleaseChange { Name = name, Body = notes, Draft = false };
        var answer = await _connection.SendAsync(call, HttpMethod.Patch, Path($"releases/{release.Id}"), change, GitHubJson.Default.ReleaseChange).ConfigureAwait(false);
        return new Written(isNew ? WriteKind.Created : WriteKind.Updated, release.Id, GitHubConnection.Read(answer, GitHubJson.Default.ReleaseAnswer).HtmlUrl);
    }

    // Drafts are found in the list only.
    private async Task<ReleaseAnswer?> FindReleaseAsync(GitHubCall call, string tag) =>
        (await _connection.GetAllAsync(call, Path("releases"), GitHubJson.Default.IReadOnlyListReleaseAnswer, page => page).ConfigureAwait(false))
        .Where(one => one.TagName == tag).OrderBy(one => one.Draft).FirstOrDefault();

    private async Task<bool> UploadAsync(GitHubCall call, ReleaseAnswer release, IReadOnlyList<ReleaseFile> files, CancellationToken cancellation)
    {
        var sums = await Checksums.OfAsync(files, cancellation).ConfigureAwait(false);
        var list = Checksums.Write(sums);
        var there = await AssetsAsync(call, release).ConfigureAwait(false);
        var noted = await NotedSumsAsync(call, there).ConfigureAwait(false);
        var changed = false;
        foreach (var file in files)
            changed |= await PutAsync(call, release, there, file.Name, sums[file.Name], noted, () => File.OpenRead(file.Path)).ConfigureAwait(false);
        // Last: whoever sees the sums sees the files that they are about.
        return await PutAsync(call, release, there, Checksums.FileName, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(list)), noted, () => new MemoryStream(list)).ConfigureAwait(false) || changed;
    }

    /// <returns>Whether something was sent.</returns>
    private async Task<bool> PutAsync(GitHubCall call, ReleaseAnswer release, IReadOnlyList<AssetAnswer> there, string name, string sum, IReadOnlyDictionary<string, string> noted, Func<Stream> open)
    {
        var present = there.FirstOrDefault(one => one.Name == name);
        if (present is not null && IsWhole(present))
            return false;
        if (present is not null)
            await DeleteAssetAsync(present).ConfigureAwait(false);
        await CreateOnceAsync(SendAsync, FindAsync, call.Cancellation).ConfigureAwait(false);
        return true;

        bool IsWhole(AssetAnswer asset) => asset.State == "uploaded" && (asset.Digest is { } digest ? digest == $"sha256:{sum}" : noted.GetValueOrDefault(name) == sum);

        async Task<object> SendAsync()
        {
            using var content = open();
            var upload = new ReleaseAssetUpload { FileName = name, ContentType = "application/octet-stream", RawData = content };
            return await Client(call.Need, call.Cancellation).Repository.Release.UploadAsset(new Release(release.UploadUrl), upload).ConfigureAwait(false);
        }

        // What broke off is there by name, and in the way of the next attempt.
        async Task<object?> FindAsync()
        {
            var found = (await AssetsAsync(call, release).ConfigureAwait(false)).FirstOrDefault(one => one.Name == name);
            if (found is null || IsWhole(found))
                return found;
            await DeleteAssetAsync(found).ConfigureAwait(false);
            return null;
        }

        Task DeleteAssetAsync(AssetAnswer asset) => _connection.DeleteAsync(call, Path($"releases/assets/{asset.Id}"));
    }

    private Task<IReadOnlyList<AssetAnswer>> AssetsAsync(GitHubCall call, ReleaseAnswer release) =>
        _connection.GetAllAsync(call, Path($"releases/{release.Id}/assets"), GitHubJson.Default.IReadOnlyListAssetAnswer, page => page);

    // Where GitHub tells no digests, the release's own list of sums says what was sent; the list itself is compared as what it is.
    private async Task<IReadOnlyDictionary<string, string>> NotedSumsAsync(GitHubCall call, IReadOnlyList<AssetAnswer> there)
    {
        if (there.All(one => one.Digest is not null) || there.FirstOrDefault(one => one.Name == Checksums.FileName && one.State == "uploaded") is not { } list)
            return new Dictionary<string, string>();
        var text = await _connection.GetTextAsync(call, Path($"releases/assets/{list.Id}"), "application/octet-stream").ConfigureAwait(false);
        var sums = Checksums.Read(text);
        sums[Checksums.FileName] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        return sums;
    }
}
