using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>A target's own checks: what fails here is shown to the user as a message, not as a crash.</summary>
[DebuggerStepThrough]
public static class Assert
{
    [DoesNotReturn]
    public static void Fail(string message, Exception? exception = null) => throw new AssertionException(message, exception);

    public static void True([DoesNotReturnIf(false)] bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (!condition)
            Fail(message ?? $"Expected condition '{argumentExpression}' to be true");
    }

    public static void False([DoesNotReturnIf(true)] bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (condition)
            Fail(message ?? $"Expected condition '{argumentExpression}' to be false");
    }

    [return: NotNull]
    public static T NotNull<T>([NotNull] this T? obj, string? message = null, [CallerArgumentExpression(nameof(obj))] string? argumentExpression = null)
        where T : class
    {
        if (obj is null)
            Fail(message ?? $"Expected '{argumentExpression}' of type '{typeof(T).Name}' to be not null");
        return obj;
    }

    [return: NotNull]
    public static T? NotNull<T>([NotNull] this T? obj, string? message = null, [CallerArgumentExpression(nameof(obj))] string? argumentExpression = null)
        where T : struct
    {
        if (obj is null)
            Fail(message ?? $"Expected '{argumentExpression}' of type '{typeof(T).Name}' to be not null");
        return obj;
    }

    [return: NotNull]
    public static string NotNullOrEmpty([NotNull] this string? str, string? message = null, [CallerArgumentExpression(nameof(str))] string? argumentExpression = null)
    {
        if (string.IsNullOrEmpty(str))
            Fail(message ?? $"Expected string '{argumentExpression}' to be not null or empty");
        return str;
    }

    [return: NotNull]
    public static string NotNullOrWhiteSpace([NotNull] this string? str, string? message = null, [CallerArgumentExpression(nameof(str))] string? argumentExpression = null)
    {
        if (string.IsNullOrWhiteSpace(str))
            Fail(message ?? $"Expected string '{argumentExpression}' to be not null or whitespace");
        return str;
    }

    public static void NotEmpty<T>([NotNull] IReadOnlyCollection<T>? collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is null || collection.Count == 0)
            Fail(message ?? $"Expected collection '{argumentExpression}' to be not empty");
    }

    public static void Empty<T>([NotNull] IReadOnlyCollection<T>? collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is null || collection.Count > 0)
            Fail(message ?? $"Expected collection '{argumentExpression}' to be empty but has {collection?.Count ?? 0} elements");
    }

    public static void Count<T>([NotNull] IReadOnlyCollection<T>? collection, int length, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection?.Count != length)
            Fail(message ?? $"Expected collection '{argumentExpression}' to have {length} elements but has {collection?.Count ?? 0}");
#pragma warning disable CS8777 // A null collection failed above.
    }
#pragma warning restore CS8777

    public static void HasSingleItem<T>(IReadOnlyCollection<T> collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null) =>
        Count(collection, 1, message, argumentExpression);

    public static void FileExists(string path, string? message = null, [CallerArgumentExpression(nameof(path))] string? argumentExpression = null)
    {
        if (!File.Exists(path))
            Fail(message ?? $"Expected file '{path}' to exist ({argumentExpression})");
    }

    public static void DirectoryExists(string path, string? message = null, [CallerArgumentExpression(nameof(path))] string? argumentExpression = null)
    {
        if (!Directory.Exists(path))
            Fail(message ?? $"Expected directory '{path}' to exist ({argumentExpression})");
    }
}
