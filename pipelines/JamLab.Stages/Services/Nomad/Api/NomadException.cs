using System.Net;

namespace JamLab.Stages.Services.Nomad.Api;

/// <summary>Nomad could not be asked, or said no: what was asked of whom, what it answered, and the way out.</summary>
public class NomadException(string message, string? wayOut = null) : StageException(message, wayOut)
{
    /// <summary>The message without the way out.</summary>
    public string Problem { get; } = message;

    /// <summary>Whether the same request may be made again: it was a question, or it was certainly not carried out.</summary>
    internal bool MayBeRepeated { get; init; }

    /// <summary>How long Nomad asked to be left alone.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}

/// <summary>No server could be reached, or none proved to be one; nothing was asked.</summary>
public sealed class NomadUnreachableException(string message, string wayOut) : NomadException(message, wayOut);

/// <summary>Nomad does not know the token, or it does not allow what was asked.</summary>
public sealed class NomadDeniedException(string message, string wayOut) : NomadException(message, wayOut);

/// <summary>An answer other than the expected one; <see cref="Said"/> is its text, shortened.</summary>
public sealed class NomadAnswerException(HttpStatusCode status, string said, string message, string? wayOut = null) : NomadException(message, wayOut)
{
    /// <summary>HTTP status; 200 for an answer that broke off or is not JSON.</summary>
    public HttpStatusCode Status { get; } = status;

    public string Said { get; } = said;
}

/// <summary>A change was sent and no answer came back: it may have been made or not.</summary>
public sealed class NomadUncertainException(string message) : NomadException(message, "look at what there is before it is made again; the next run does");

/// <summary>What was to be changed is no longer what it was when it was looked at.</summary>
public sealed class NomadConflictException(string message) : NomadException(message, "run again: somebody else changes it at the same time");
