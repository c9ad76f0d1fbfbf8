using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>Connections to one server. It is dialled at its address and must prove to be <see cref="NomadConnection.ServerName"/>, whatever DNS says.</summary>
internal sealed class NomadServer : IDisposable
{
    private readonly HttpClient _http;
    private readonly NomadConnection _connection;
    private readonly TimeProvider _time;
    private string? _refusal;

    public NomadServer(NomadConnection connection, EndPoint address, TimeProvider time)
    {
        (_connection, Address, _time) = (connection, address, time);
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(connection.AuthorityPem);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = DialAsync,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, RemoteCertificateValidationCallback = Trusts },
        };
        if (connection.ClientCertificate is { } own)
            handler.SslOptions.ClientCertificates = [own];
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://{connection.ServerName}"), Timeout = Timeout.InfiniteTimeSpan };
    }

    public EndPoint Address { get; }

    public string Name => Address is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : Address.ToString()!;

    /// <summary>Status, headers and the whole body, whatever the status; throws <see cref="ServerFailure"/>.</summary>
    public async Task<(HttpResponseMessage Response, string Body)> AskAsync(NomadRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(request.Method, request.Path);
        message.Headers.Add("X-Nomad-Token", _connection.Token.Reveal());
        if (request.Body is not null)
            message.Content = new StringContent(request.Body.ToJsonString(), Encoding.UTF8, "application/json");
        // Nomad adds up to a sixteenth to the time that a query waits, so that not all come back at once.
        using var patience = new CancellationTokenSource(_connection.AnswerWithin + (request.Waits * 17 / 16), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return (response, await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ServerFailure(Name, $"did not answer within {(_connection.AnswerWithin + request.Waits).TotalSeconds:0} s", wasSent: true);
        }
        catch (HttpRequestException failure)
        {
            throw Failure(failure);
        }
        catch (IOException failure)
        {
            throw new ServerFailure(Name, $"broke off its answer ({failure.Message})", wasSent: true);
        }
    }

    public void Dispose() => _http.Dispose();

    private ServerFailure Failure(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => new ServerFailure(Name, _refusal ?? $"does not speak TLS as Nomad does ({Innermost(failure)})", wasSent: false) { IsImpostor = true },
        HttpRequestError.NameResolutionError => new ServerFailure(Name, "has an address that cannot be resolved", wasSent: false),
        HttpRequestError.ConnectionError => new ServerFailure(Name, $"cannot be reached ({Innermost(failure)})", wasSent: false),
        HttpRequestError.ResponseEnded => new ServerFailure(Name, "broke off its answer", wasSent: true),
        _ => new ServerFailure(Name, $"failed to answer ({Innermost(failure)})", wasSent: true),
    };

    private static string Innermost(Exception failure) => failure.GetBaseException().Message;

    private async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(Address, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _refusal = errors switch
        {
            SslPolicyErrors.None => null,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "shows no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) =>
                $"shows a certificate of {certificate!.Issuer} that the lab's authority did not sign, or that is not valid now ({string.Join(", ", chain!.ChainStatus.Select(one => one.Status).Distinct())})",
            _ => $"shows a certificate for {Names((X509Certificate2)certificate!)}, not for {_connection.ServerName}",
        };
        return errors == SslPolicyErrors.None;
    }

    private static string Names(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault()?.EnumerateDnsNames() is { } names && string.Join(", ", names) is { Length: > 0 } all ? all : certificate.Subject;
}
