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

    /// <summary>Keeps an answer unless it is the newest already; false for a text that is none.</summary>
    public bool Keep(string answer)
    {
        if (!IsAnswer(answer))
            return false;
        var (number, newest) = Newest();
        if (newest?.Reveal() != answer)
            secrets.GetOrCreate(Name(number + 1), () => new Secret(answer));
        return true;
    }

    private (int Number, Secret? Answer) Newest()
    {
        (int Number, Secret? Answer) newest = (0, null);
        while (secrets.Find(Name(newest.Number + 1)) is { } next)
            newest = (newest.Number + 1, next);
        return newest;
    }

    private static bool IsAnswer(string text)
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

    private static string Name(int number) => $"vault/init/{number}";
}
