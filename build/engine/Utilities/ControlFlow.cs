using Serilog;

namespace Nuke.Common;

/// <summary>Retries, and failures that do not count.</summary>
public static class ControlFlow
{
    /// <summary>Runs the action until it does not throw, a number of attempts in all; the last failure is thrown.</summary>
    /// <param name="retryAttempts">How often it runs at most.</param>
    /// <param name="delay">The wait between two attempts; none unless given.</param>
    /// <param name="waitInSeconds">As <paramref name="delay"/>, in whole seconds.</param>
    public static void ExecuteWithRetry(
        Action action,
        Action? cleanup = null,
        int retryAttempts = 3,
        TimeSpan? delay = null,
        int? waitInSeconds = null,
        Action<string>? logAction = null) =>
        ExecuteWithRetry(action, cleanup, retryAttempts, delay, waitInSeconds, logAction, TimeProvider.System);

    internal static void ExecuteWithRetry(
        Action action,
        Action? cleanup,
        int retryAttempts,
        TimeSpan? delay,
        int? waitInSeconds,
        Action<string>? logAction,
        TimeProvider time)
    {
        Assert.True(retryAttempts > 0, $"{retryAttempts} attempts are too few");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception exception) when (attempt < retryAttempts)
            {
                (logAction ?? Log.Warning)($"Attempt {attempt} of {retryAttempts} failed: {exception.Message}");
            }
            finally
            {
                cleanup?.Invoke();
            }

            if ((delay ?? TimeSpan.FromSeconds(waitInSeconds ?? 0)) is var wait && wait > TimeSpan.Zero)
                Task.Delay(wait, time).GetAwaiter().GetResult();
        }
    }

    /// <summary>Runs the action; a failure is logged as a warning.</summary>
    public static void SuppressErrors(Action action, bool includeStackTrace = false, bool logWarning = true) =>
        SuppressErrors<object?>(
            () =>
            {
                action();
                return null;
            },
            includeStackTrace: includeStackTrace,
            logWarning: logWarning);

    /// <summary>Runs the function; a failure is logged as a warning and gives the default value.</summary>
    public static T? SuppressErrors<T>(Func<T> action, T? defaultValue = default, bool includeStackTrace = false, bool logWarning = true)
    {
        try
        {
            return action();
        }
#pragma warning disable CA1031 // Suppressing is what was asked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (logWarning)
                Log.Warning(includeStackTrace ? exception : null, "{Message}", exception.Message);
            return defaultValue;
        }
    }
}
