using JamLab.Inventory;
using JamLab.Stages.GitHub.Http;
using JamLab.Stages.GitHub.Secrets;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    /// <summary>Sets secrets of an environment (null: of the repository), each in a sealed box that only GitHub opens. Their values cannot be compared, so all are written.</summary>
    public async Task<SyncedNames> SecretsAsync(string? environment, IReadOnlyDictionary<string, Secret> secrets, CancellationToken cancellation)
    {
        NameChecks.Check("secret", secrets.Select(one => (one.Key, one.Value.Reveal())));
        var call = new GitHubCall(environment is null ? GitHubNeed.RepositorySecrets : GitHubNeed.EnvironmentSecrets, cancellation);
        var path = ValuesPath(environment, "secrets");
        var there = await _connection.GetAllAsync(call, path, GitHubJson.Default.SecretPage, page => page.Secrets.Select(one => one.Name)).ConfigureAwait(false);
        var others = there.Except(secrets.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        if (secrets.Count == 0)
            return new SyncedNames([], [], others);
        var key = await _connection.GetAsync(call, $"{path}/public-key", GitHubJson.Default.PublicKeyAnswer).ConfigureAwait(false);
        var theirs = Convert.FromBase64String(key.Key);
        foreach (var (name, value) in secrets.OrderBy(one => one.Key, StringComparer.Ordinal))
            await _connection.SendAsync(call, HttpMethod.Put, $"{path}/{name}", new SecretRequest(Convert.ToBase64String(SealedBox.Seal(value, theirs)), key.KeyId), GitHubJson.Default.SecretRequest).ConfigureAwait(false);
        return new SyncedNames([.. secrets.Keys.Order(StringComparer.Ordinal)], [], others);
    }

    /// <summary>Sets variables of an environment (null: of the repository); those that are so already are left alone.</summary>
    public async Task<SyncedNames> VariablesAsync(string? environment, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        NameChecks.Check("variable", variables.Select(one => (one.Key, one.Value)));
        var call = new GitHubCall(environment is null ? GitHubNeed.RepositoryVariables : GitHubNeed.EnvironmentSecrets, cancellation);
        var path = ValuesPath(environment, "variables");
        var there = await PresentAsync().ConfigureAwait(false);
        var (written, unchanged) = (new List<string>(), new List<string>());
        foreach (var (name, value) in variables.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (there.TryGetValue(name, out var present) && present == value)
            {
                unchanged.Add(name);
                continue;
            }

            if (present is null)
                await CreateOnceAsync(() => SendAsync(HttpMethod.Post, path, name, value), async () => (await PresentAsync().ConfigureAwait(false)).ContainsKey(name) ? name : null, cancellation).ConfigureAwait(false);
            else
                await SendAsync(HttpMethod.Patch, $"{path}/{name}", name, value).ConfigureAwait(false);
            written.Add(name);
        }

        return new SyncedNames(written, unchanged, [.. there.Keys.Except(variables.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);

        Task<string> SendAsync(HttpMethod method, string to, string name, string value) => _connection.SendAsync(call, method, to, new VariableText(name, value), GitHubJson.Default.VariableText);

        async Task<Dictionary<string, string>> PresentAsync() =>
            (await _connection.GetAllAsync(call, path, GitHubJson.Default.VariablePage, page => page.Variables).ConfigureAwait(false)).ToDictionary(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase);
    }

    private string ValuesPath(string? environment, string kind) => Path(environment is null ? $"actions/{kind}" : $"environments/{Uri.EscapeDataString(environment)}/{kind}");
}
