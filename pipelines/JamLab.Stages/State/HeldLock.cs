namespace JamLab.Stages.State;

/// <summary>Short critical sections over files of the state folder, across threads and processes.</summary>
internal static class HeldLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Does <paramref name="work"/> while nobody else holds <paramref name="lockFile"/>; waits as long as it takes, since others hold it for milliseconds and the kernel lets go for those that died.</summary>
    public static T Run<T>(string lockFile, TimeProvider time, Func<T> work)
    {
        LockFile? held;
        while ((held = LockFile.TryAcquire(lockFile, time)) is null)
            Thread.Sleep(Pause);
        using (held)
            return work();
    }
}
