using System.Text.Json;

namespace JamLab.Tests.Configuration.StandIns;

/// <summary>Nomad's /v1/acl, /v1/status, /v1/agent/health and /v1/operator/autopilot/health, as developer.hashicorp.com/nomad/api-docs describes them.</summary>
internal sealed class NomadStandIn : StandInServer
{
    /// <summary>Requests that find no leader yet.</summary>
    public int Leaderless { get; set; }

    public string? Token { get; set; }

    public string Leader { get; set; } = "192.168.10.120:4647";

    public bool AgentIsContent { get; set; } = true;

    /// <summary>Servers by name, with Healthy and Voter.</summary>
    public List<(string Name, bool Healthy, bool Voter)> Servers { get; } = [];

    protected override (int Status, string Body) Answer(string method, string pathAndQuery, Func<string, string?> header, string body) => (method, pathAndQuery) switch
    {
        ("POST", "/v1/acl/bootstrap") when Leaderless-- > 0 => (500, "No cluster leader"),
        ("POST", "/v1/acl/bootstrap") when Token is not null => (400, "Permission denied: ACL bootstrap already done (reset index: 7)"),
        ("POST", "/v1/acl/bootstrap") => (200, $$"""{"AccessorID":"b780e702-98ce-521f-2e5f-c6b87de05b24","SecretID":"{{Token = JsonDocument.Parse(body).RootElement.GetProperty("BootstrapSecret").GetString()}}","Name":"Bootstrap Token","Type":"management","Policies":null,"Global":true,"CreateIndex":7,"ModifyIndex":7}"""),
        ("GET", "/v1/status/leader") => (200, $"\"{Leader}\""),
        ("GET", "/v1/agent/health?type=server" or "/v1/agent/health?type=client") => AgentIsContent ? (200, """{"server":{"ok":true,"message":"ok"}}""") : (500, """{"server":{"ok":false,"message":"no leader"}}"""),
        _ when header("X-Nomad-Token") != Token => (403, "Permission denied"),
        ("GET", "/v1/acl/token/self") => (200, """{"AccessorID":"b780e702-98ce-521f-2e5f-c6b87de05b24","Name":"Bootstrap Token","Type":"management","Policies":null,"Global":true}"""),
        ("GET", "/v1/operator/autopilot/health") => (Servers.TrueForAll(one => one.Healthy) ? 200 : 429, Health()),
        _ => (404, ""),
    };

    private string Health() => $$"""{"Healthy":{{Word(Servers.TrueForAll(one => one.Healthy))}},"FailureTolerance":1,"Servers":[{{string.Join(',', Servers.Select(one =>
        $$"""{"ID":"e349749b-3303-3ddf-959c-b5885a0e1f6e","Name":"{{one.Name}}","Address":"127.0.0.1:4647","SerfStatus":"alive","Version":"1.10.2","Leader":true,"LastContact":"0s","LastTerm":2,"LastIndex":46,"Healthy":{{Word(one.Healthy)}},"Voter":{{Word(one.Voter)}},"StableSince":"2017-03-06T22:07:51Z"}"""))}}]}""";

    private static string Word(bool value) => value ? "true" : "false";
}
