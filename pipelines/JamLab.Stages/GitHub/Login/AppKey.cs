using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub.Http;

namespace JamLab.Stages.GitHub.Login;

/// <summary>An App by its own word: signed notes (JWT, RS256) of ten minutes at most, which only ask about the App and for tokens.</summary>
internal sealed class AppKey(string id, Secret pem)
{
    /// <summary>A note of nine minutes, dated a minute back: GitHub refuses one whose begin lies ahead of its clock.</summary>
    public Secret Sign(DateTimeOffset now)
    {
        var claims = $$"""{"iat":{{now.ToUnixTimeSeconds() - 60}},"exp":{{now.ToUnixTimeSeconds() + 540}},"iss":"{{Id}}"}""";
        var text = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        using var key = Open();
        return new Secret($"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}");
    }

    // An id is a number, a client id (Iv1.8a61f9b3a7aba766, Iv23li...) letters.
    private string Id => id.All(c => char.IsAsciiLetterOrDigit(c) || c == '.')
        ? id
        : throw new DiagnosticException("JAM1104", "JAMLAB_GITHUB_APP_ID is no App's id", "copy the App ID or the Client ID from the App's page");

    private RSA Open()
    {
        var key = RSA.Create();
        try
        {
            // A secret that went through an environment variable may have lost its line ends.
            key.ImportFromPem(pem.Reveal().Replace("\\n", "\n", StringComparison.Ordinal));
            return key;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new DiagnosticException("JAM1104", "the App's private key cannot be read", "take the PEM file as GitHub gave it: it begins with -----BEGIN RSA PRIVATE KEY-----");
        }
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}

/// <summary>Asks as the App itself.</summary>
internal sealed class AppNotes(AppKey key, TimeProvider time) : ITokens
{
    public ValueTask<Secret> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(key.Sign(time.GetUtcNow()));

    public bool Refused(Secret token) => false;

    public async Task<string> AuthorAsync(GitHubConnection connection, CancellationToken cancellation) =>
        $"{(await connection.Client(AppTokens.Call(cancellation)).GitHubApps.GetCurrent().ConfigureAwait(false)).Slug}[bot]";
}
