using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    /// <summary>The App's key, whose signature is checked; null when there is no App.</summary>
    public RSA? AppKey { get; set; }

    public int TokensMade { get; private set; }

    // Null when it is not about Apps.
    private Answer? Apps(string method, string path, string token)
    {
        switch (method, path.Split('/'))
        {
            case ("GET", ["app"]):
                return IsNote(token) ? new Answer(200, new JsonObject { ["id"] = 7, ["slug"] = "jamlab-home" }) : Refused;
            case ("GET", ["repos", _, _, "installation"]):
                return IsNote(token) ? new Answer(200, new JsonObject { ["id"] = 77 }) : Refused;
            case ("POST", ["app", "installations", "77", "access_tokens"]):
                if (!IsNote(token))
                    return Refused;
                Tokens[$"ghs_{++TokensMade}"] = "jamlab-home[bot]";
                return new Answer(201, new JsonObject { ["token"] = $"ghs_{TokensMade}", ["expires_at"] = Time.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") });
            default:
                return null;
        }
    }

    private static Answer Refused => new(401, new JsonObject { ["message"] = "A JSON web token could not be decoded" });

    private bool IsNote(string token)
    {
        if (AppKey is null || token.Split('.') is not [var header, var claims, var signature])
            return false;
        var said = JsonNode.Parse(Base64Url.DecodeFromChars(claims))!;
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        return (long)said["iat"]! <= now && (long)said["exp"]! > now && (long)said["exp"]! - (long)said["iat"]! <= 600 && (string)said["iss"]! == "7"
            && AppKey.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
