using System.Text.Json;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>
/// What Vaults of this environment answered when they were initialised, each under a number of its own: machines that were made anew have a new Vault, and the keys of an old one are never lost for it.
/// </summary>
internal sealed class VaultKeys(ISecrets secrets)
{
    /// <summary>The newest Vault's one key, in base64; null while there is no Vault.</summary>
    public Secret? Unseal => Newest().Answer is { } answer ? new Secret(JsonDocument.Parse(answer.Reveal()).RootElement.GetProperty("keys_base64")[0].GetString()!) : null;

    /// <summary>Whether an answer is the newest that is kept.</summary>
    public bool IsKept(string answer) => Newest().Answer?.Reveal() == answer;

    /// <summary>Keeps an answer unless it is the newest already.</summary>
    public void Keep(string answer)
    {
        if (!IsKept(answer))
            secrets.GetOrCreate(Name(Newest().Number + 1), () => new Secret(answer));
    }

    /// <summary>Whether it is what a Vault answers when it is initialised.</summary>
    public static bool IsAnswer(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("keys_base64", out var keys) && keys.GetArrayLength() > 0 && json.RootElement.TryGetProperty("root_token", out _);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private (int Number, Secret? Answer) Newest()
    {
        (int Number, Secret? Answer) newest = (0, null);
        while (secrets.Find(Name(newest.Number + 1)) is { } next)
            newest = (newest.Number + 1, next);
        return newest;
    }

    private static string Name(int number) => $"vault/init/{number}";
}
