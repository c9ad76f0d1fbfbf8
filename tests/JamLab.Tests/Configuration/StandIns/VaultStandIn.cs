using System.Text.Json;
using Shouldly;

namespace JamLab.Tests.Configuration.StandIns;

/// <summary>Vault's /v1/sys/init, seal-status, unseal, health and leader, as developer.hashicorp.com/vault/api-docs describes them. A server joins once one of its others is open.</summary>
internal sealed class VaultStandIn(string key, string cluster) : StandInServer
{
    private readonly string _key = key;
    private bool _isInitialized;

    public List<VaultStandIn> Others { get; } = [];

    public bool IsSealed { get; set; } = true;

    /// <summary>An unfriendly one: what it refuses it repeats.</summary>
    public bool Repeats { get; set; }

    public bool IsActive { get; set; }

    public int Initialisations { get; private set; }

    public int Applied { get; set; } = 46;

    /// <summary>As another server says who is active.</summary>
    public string LeaderAddress { get; set; } = "";

    public bool IsInitialized => _isInitialized || Others.Exists(other => other is { _isInitialized: true, IsSealed: false });

    /// <summary>A rebuilt server: it knows nothing any more.</summary>
    public void Forget() => (_isInitialized, IsSealed) = (false, true);

    protected override (int Status, string Body) Answer(string method, string pathAndQuery, Func<string, string?> header, string body) => (method, pathAndQuery) switch
    {
        ("GET", "/v1/sys/init") => (200, $$"""{"initialized":{{Word(IsInitialized)}}}""" + "\n"),
        ("PUT", "/v1/sys/init") when IsInitialized => (400, """{"errors":["Vault is already initialized"]}"""),
        ("PUT", "/v1/sys/init") => (200, Initialise(body)),
        ("GET", "/v1/sys/seal-status") => (200, Status()),
        ("PUT", "/v1/sys/unseal") when !IsInitialized => (400, """{"errors":["Vault is not initialized"]}"""),
        ("PUT", "/v1/sys/unseal") => Unseal(JsonDocument.Parse(body).RootElement.GetProperty("key").GetString()!),
        ("GET", "/v1/sys/health") => (!IsInitialized ? 501 : IsSealed ? 503 : IsActive ? 200 : 429, "{}"),
        ("GET", "/v1/sys/leader") => (200, $$"""{"ha_enabled":true,"is_self":{{Word(IsActive)}},"active_time":"0001-01-01T00:00:00Z","leader_address":"{{LeaderAddress}}","leader_cluster_address":"{{LeaderAddress}}","performance_standby":false,"performance_standby_last_remote_wal":0,"raft_committed_index":46,"raft_applied_index":{{Applied}}}"""),
        _ => (404, ""),
    };

    private string Initialise(string body)
    {
        JsonDocument.Parse(body).RootElement.GetProperty("secret_shares").GetInt32().ShouldBe(1);
        _isInitialized = true;
        Initialisations++;
        return $$"""{"keys":["{{cluster}}"],"keys_base64":["{{_key}}"],"root_token":"hvs.{{cluster}}"}""" + "\n";
    }

    private (int Status, string Body) Unseal(string key)
    {
        if (key != _key)
            return (400, $$"""{"errors":["failed to decrypt encrypted stored keys{{(Repeats ? $" with {key}" : "")}}: cipher: message authentication failed"]}""");
        (_isInitialized, IsSealed) = (true, false);
        return (200, Status());
    }

    private string Status() => $$"""{"type":"shamir","initialized":{{Word(IsInitialized)}},"sealed":{{Word(IsSealed)}},"t":1,"n":1,"progress":0,"nonce":"","version":"1.20.0","storage_type":"raft"}""" + "\n";

    private static string Word(bool value) => value ? "true" : "false";
}
