namespace JamLab.Stages.Services.Nomad.Api;

public sealed partial class NomadClient
{
    private static readonly string[] Denials = ["Permission denied", "ACL token not found", "ACL token expired", "ACL support disabled"];

    // What a server says that could not pass the request on: nothing was done (nomad/rpc.go, forward).
    private static readonly string[] Leaderless = ["No cluster leader", "No path to region", "Not ready to serve consistent reads", "node is not the leader"];

    // What one says that began and does not know the end of it.
    private static readonly string[] Unfinished = ["leadership lost while committing log", "EOF"];

    // Asks the server that answered last, then the others.
    private async Task<NomadAnswer> RoundAsync(NomadRequest request, CancellationToken cancellation)
    {
        var failures = new List<ServerFailure>();
        var first = Volatile.Read(ref _good);
        for (var i = 0; i < _servers.Length; i++)
        {
            var at = (first + i) % _servers.Length;
            try
            {
                var (response, body) = await _servers[at].AskAsync(request, cancellation).ConfigureAwait(false);
                using (response)
                {
                    Volatile.Write(ref _good, at);
                    return Judge(request, _servers[at], response, body);
                }
            }
            catch (ServerFailure failure) when (failure.WasSent && !request.IsQuestion)
            {
                throw new NomadUncertainException($"{request}: {failure.Message} after it was asked, and may have done it");
            }
            catch (ServerFailure failure)
            {
                failures.Add(failure);
            }
        }

        var isHopeless = failures.TrueForAll(one => one.IsImpostor);
        throw new NomadUnreachableException(
            $"Nomad cannot be asked ({request}): {string.Join("; ", failures.Select(one => one.Message))}",
            isHopeless ? "see who answers there; a server's certificate comes from ConfigureBase" : "see that the servers run, most of them, and that this computer reaches them; ConfigureBase brings them back")
        {
            MayBeRepeated = !isHopeless,
        };
    }

    private NomadAnswer Judge(NomadRequest request, NomadServer server, HttpResponseMessage response, string body)
    {
        if (response.IsSuccessStatusCode)
            return new NomadAnswer(body, Number(response, "X-Nomad-Index"), response.Headers.TryGetValues("X-Nomad-NextToken", out var next) ? next.First() : null);

        var status = (int)response.StatusCode;
        var said = Short(request, body);
        var what = $"{server.Name} answered {request} with {status}{(said.Length > 0 ? $": {said}" : "")}";
        if (status is 401 or 403 || Denials.Any(denial => said.EndsWith(denial, StringComparison.Ordinal)))
            throw new NomadDeniedException(what, WayIn(said));
        if (Leaderless.Any(word => said.Contains(word, StringComparison.Ordinal)))
            throw new ServerFailure(server.Name, $"says: {said}", wasSent: false);
        var after = After(response);
        // 503 with a time is a promise that nothing was done; a bare 502 or 504 says that somebody in between does not know.
        var wasNotDone = status == 429 || (status == 503 && after is not null);
        var isUnfinished = status is 502 or 503 or 504 || (status == 500 && Unfinished.Any(words => said.EndsWith(words, StringComparison.Ordinal)));
        if (isUnfinished && !wasNotDone && !request.IsQuestion)
            throw new NomadUncertainException($"{what}, and may have done it");
        throw new NomadAnswerException(response.StatusCode, said, what, status is 429 or >= 502 ? "Nomad or a proxy before it has too much to do; run again" : null)
        {
            MayBeRepeated = wasNotDone || (request.IsQuestion && isUnfinished),
            RetryAfter = after,
        };
    }

    private static string WayIn(string said) => said switch
    {
        _ when said.EndsWith("expired", StringComparison.Ordinal) => "give a token that is still valid: the lab's own, nomad/token/management among the environment's secrets, never expires",
        _ when said.EndsWith("not found", StringComparison.Ordinal) => "Nomad does not know the token: ConfigureBase makes it known (nomad/token/management among the environment's secrets)",
        _ when said.EndsWith("disabled", StringComparison.Ordinal) => "Nomad runs without ACLs: ConfigureBase enables them",
        _ => "the token may not do this: it needs submit-job, read-job, read-fs, alloc-lifecycle and variables' write in the namespace, or to be the management token",
    };

    private TimeSpan? After(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : wait;
    }

    private static long Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), out var number) ? number : 0;

    // Without a proxy's markup and without secrets.
    private string Short(NomadRequest request, string body)
    {
        if (request.IsSecret && body.Contains("Items", StringComparison.Ordinal))
            return "***";
        var text = body.TrimStart().StartsWith('<') && body.IndexOf("<title>", StringComparison.OrdinalIgnoreCase) is >= 0 and var title
            ? body[(title + 7)..].Split('<')[0]
            : body;
        text = Redaction.Clean(text).Trim();
        return text.Length > 2000 ? text[..2000] + "…" : text;
    }
}
