namespace JamLab.Stages.GitHub;

/// <summary>What became of something that is kept on GitHub.</summary>
public enum WriteKind
{
    /// <summary>It was as it should be; nothing was written.</summary>
    Unchanged,
    Created,
    Updated,
    Closed,

    /// <summary>There is none, and none is needed.</summary>
    Absent,
}

/// <summary>What became of it, and where it is: <paramref name="Number"/> is the issue's, pull request's or comment's, <paramref name="Url"/> its page.</summary>
public sealed record Written(WriteKind Kind, long Number, string Url);
