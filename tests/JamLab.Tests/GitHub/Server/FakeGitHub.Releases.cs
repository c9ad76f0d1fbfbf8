using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    public List<JsonObject> AllReleases { get; } = [];

    public List<JsonObject> Assets { get; } = [];

    /// <summary>What was uploaded, by the asset's id.</summary>
    public Dictionary<long, byte[]> Bytes { get; } = [];

    /// <summary>Whether assets have a digest, which older Enterprise servers lack.</summary>
    public bool TellsDigests { get; set; } = true;

    /// <summary>How many uploads break off: the asset stays, unfinished.</summary>
    public int BrokenUploads { get; set; }

    private Answer Releases(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("GET", ["releases"]):
                return request.Page(AllReleases);
            case ("POST", ["releases"]):
                var made = request.Body;
                made["id"] = NewId();
                made["html_url"] = $"{Address}octocat/lab/releases/{_ids}";
                made["upload_url"] = $"{new Uri(Address, Base)}repos/octocat/lab/releases/{_ids}/assets{{?name,label}}";
                AllReleases.Add(made);
                return new Answer(201, made.DeepClone());
            case ("PATCH", ["releases", var id]):
                return Change(AllReleases.Find(one => (long)one["id"]! == long.Parse(id)), request);
            case ("GET", ["releases", var id, "assets"]):
                return request.Page(Assets.Where(one => (long)one["release"]! == long.Parse(id)));
            case ("POST", ["releases", var id, "assets"]):
                return Upload(request, long.Parse(id));
            case ("GET", ["releases", "assets", var id]):
                return new Answer(302) { Location = $"{Address}storage/{id}" };
            case ("DELETE", ["releases", "assets", var id]):
                return Assets.RemoveAll(one => (long)one["id"]! == long.Parse(id)) > 0 ? new Answer(204) : Answer.NotFound;
            default:
                return Answer.NotFound;
        }
    }

    private Answer Upload(FakeRequest request, long release)
    {
        var name = request.Asked("name")!;
        if (Assets.Any(one => (long)one["release"]! == release && (string)one["name"]! == name))
            return Answer.Invalid("already_exists");
        var asset = new JsonObject { ["id"] = NewId(), ["release"] = release, ["name"] = name, ["state"] = "uploaded", ["size"] = request.Bytes.Length };
        Assets.Add(asset);
        if (BrokenUploads > 0)
        {
            BrokenUploads--;
            asset["state"] = "starter";
            return new Answer(502, new JsonObject { ["message"] = "Server Error" });
        }

        Bytes[(long)asset["id"]!] = request.Bytes;
        if (TellsDigests)
            asset["digest"] = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(request.Bytes))}";
        return new Answer(201, asset.DeepClone());
    }

    private Answer Storage(string what) =>
        new(200) { Text = long.TryParse(what, out var asset) && Bytes.TryGetValue(asset, out var bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : Logs.GetValueOrDefault(what, "") };
}
