namespace Nuke.Common.Output;

/// <summary>How times and causes read in all outputs.</summary>
internal static class Wording
{
    /// <summary>Three digits where they are worth it: <c>0.04 s</c>, <c>12.3 s</c>, <c>2:05 min</c>, <c>1:02:05 h</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0 } => "0.00 s",
        { TotalSeconds: < 9.995 } => $"{time.TotalSeconds:0.00} s",
        { TotalSeconds: < 59.95 } => $"{time.TotalSeconds:0.0} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes}:{time.Seconds:00} min",
        _ => $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00} h",
    };

    /// <summary>Whole seconds, for what is still running.</summary>
    public static string Elapsed(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{(int)time.TotalSeconds} s" : Duration(time);

    /// <summary>The messages of an exception and those inside it, outermost first, each once; wrappers that say nothing are left out.</summary>
    public static IReadOnlyList<string> Causes(Exception failure)
    {
        var messages = new List<string>();
        void Add(Exception? exception)
        {
            switch (exception)
            {
                case null:
                    return;
                case AggregateException many:
                    foreach (var inner in many.InnerExceptions)
                        Add(inner);
                    return;
                case System.Reflection.TargetInvocationException or TypeInitializationException when exception.InnerException is not null:
                    Add(exception.InnerException);
                    return;
                default:
                    var message = exception.Message.Length > 0 ? exception.Message : exception.GetType().Name;
                    if (!messages.Any(m => m.Contains(message, StringComparison.Ordinal)))
                        messages.Add(message);
                    Add(exception.InnerException);
                    return;
            }
        }

        Add(failure);
        return messages;
    }
}
