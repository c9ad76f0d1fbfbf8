using System.Text.Json;
using JamLab.Convergence.Running;
using JamLab.Inventory;
using Polly;
using Polly.Retry;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>
/// Nomad's HTTP API (developer.hashicorp.com/nomad/api-docs). Questions are asked again when they fail for a passing reason; a change only when it certainly was not made:
/// no connection came about, Nomad had no leader to give it to, or asked to wait.
/// </summary>
public sealed partial class NomadClient : IDisposable
{
    private readonly NomadServer[] _servers;
    private readonly NomadConnection _connection;
    private readonly Func<IReadOnlyCollection<Secret>> _secrets;
    private readonly ResiliencePipeline _again;
    private readonly TimeProvider _time;
    private int _good;

    /// <param name="connection">Servers and token.</param>
    /// <param name="time">For waiting between attempts and for limits.</param>
    /// <param name="secrets">What no message may hold, besides the token.</param>
    /// <param name="chance">Between 0 and 1, so that not all clients come back at once.</param>
    public NomadClient(NomadConnection connection, TimeProvider time, Func<IReadOnlyCollection<Secret>> secrets, Func<double>? chance = null)
    {
        if (connection.Servers.Count == 0)
            throw new ArgumentException("no servers", nameof(connection));
        (_connection, _time, _secrets) = (connection, time, secrets);
        _servers = [.. connection.Servers.Select(server => new NomadServer(connection, server, time))];
        // About a quarter of a minute in all: an election takes Nomad ten seconds.
        _again = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<NomadException>(failure => failure.MayBeRepeated),
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(0.5),
            MaxDelay = TimeSpan.FromSeconds(8),
            UseJitter = true,
            Randomizer = chance ?? Random.Shared.NextDouble,
            DelayGenerator = failed => ValueTask.FromResult((failed.Outcome.Exception as NomadException)?.RetryAfter),
        }).Build();
    }

    internal TimeProvider Time => _time;

    /// <summary>Takes out of a text what is a secret by now.</summary>
    internal Redaction Redaction => new([_connection.Token.Reveal(), .. _secrets().Select(one => one.Reveal())]);

    public void Dispose()
    {
        foreach (var server in _servers)
            server.Dispose();
    }

    /// <summary>Null when Nomad has no such thing.</summary>
    internal async Task<T?> FindAsync<T>(string path, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await GetAsync<T>(path, cancellation).ConfigureAwait(false);
        }
        catch (NomadAnswerException missing) when (missing.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    internal Task<T> GetAsync<T>(string path, CancellationToken cancellation) => AskAsync<T>(new NomadRequest(HttpMethod.Get, path), cancellation);

    internal async Task<T> AskAsync<T>(NomadRequest request, CancellationToken cancellation) => Read<T>(request, await AskAsync(request, cancellation).ConfigureAwait(false));

    internal async Task<NomadAnswer> AskAsync(NomadRequest request, CancellationToken cancellation) =>
        await _again.ExecuteAsync(async token => await RoundAsync(request, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    private T Read<T>(NomadRequest request, NomadAnswer answer)
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(answer.Body, typeof(T), NomadJson.Default) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            var said = Short(request, answer.Body);
            throw new NomadAnswerException(System.Net.HttpStatusCode.OK, said, $"{request} was answered with something that Nomad does not say: {said}",
                "look who answers at that address: a proxy's page, or a Nomad much older or newer than 1.10");
        }
    }
}
