using System.Net;
using System.Security.Cryptography.X509Certificates;
using JamLab.Inventory;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>Where the lab's Nomad is and how it is known: its servers, asked in this order, and the only authority (PEM, may hold several certificates) whose word counts.</summary>
public sealed record NomadConnection(IReadOnlyList<EndPoint> Servers, string AuthorityPem, Secret Token)
{
    /// <summary>The name that every server's certificate must bear; <c>server.&lt;region&gt;.nomad</c> as the role nomad has it signed.</summary>
    public string ServerName { get; init; } = "server.global.nomad";

    /// <summary>Shown to servers that ask for one; the role nomad does not make them ask.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>How long one server may take to answer, blocking queries' waiting not counted.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);
}
