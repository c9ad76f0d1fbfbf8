using System.Reflection;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>Says what went wrong in words for whoever ran the build.</summary>
internal static class Failures
{
    /// <summary>The messages of the exception and its causes, each once; types are named only for failures that nobody planned.</summary>
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        foreach (var cause in Causes(Unwrap(exception)))
        {
            var message = cause is NullReferenceException or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException
                ? $"{cause.GetType().Name}: {cause.Message}"
                : cause.Message;
            if (text.Length > 0 && text.ToString().Contains(message, StringComparison.Ordinal))
                continue;
            text.Append(text.Length == 0 ? "" : ": ").Append(message);
        }

        return text.ToString();
    }

    /// <summary>Without the wrappers that reflection and tasks put around it.</summary>
    public static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var inner] } => Unwrap(inner),
        _ => exception,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        if (exception is AggregateException aggregate)
            return aggregate.InnerExceptions.SelectMany(x => Causes(Unwrap(x)));
        return exception.InnerException is { } inner ? Causes(inner).Prepend(exception) : [exception];
    }
}
