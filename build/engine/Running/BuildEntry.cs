using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>What <c>Main</c> calls: turns every outcome into an exit code (0, 1 a target failed, 2 the user's mistake, 128 + signal) and a message.</summary>
internal static class BuildEntry
{
    private const int Failed = 1;
    private const int Mistaken = 2;

    public static int Run<T>(IReadOnlyList<Expression<Func<T, Target>>> defaults, BuildWorld world, Action<NukeBuild>? created = null)
        where T : NukeBuild, new()
    {
        BuildContext? context = null;
        try
        {
            if (Views.TryComplete(world) is { } completed)
                return completed;
            var line = CommandLine.Parse(world.Arguments);
            context = BuildContext.Current = new BuildContext(world, line, ParameterMembers.Of(typeof(T)));
            return new BuildStart(context, defaults).Run(() =>
            {
                var build = new T();
                created?.Invoke(build);
                return build;
            });
        }
        catch (Exception exception) when (Failures.Unwrap(exception) is UserMistake mistake)
        {
            foreach (var problem in mistake.Problems)
                Tell(world, context, problem);
            return Mistaken;
        }
#pragma warning disable CA1031 // The last resort: a bug in the build's own code is told in words, too.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Tell(world, context, IsVerbose(context) ? exception.ToString() : Failures.Describe(exception));
            return Failed;
        }
        finally
        {
            world.Error.Flush();
        }
    }

    private static bool IsVerbose(BuildContext? context)
    {
        try
        {
            return context?.Verbosity == Verbosity.Verbose;
        }
        catch (UserMistake)
        {
            return false;
        }
    }

    private static void Tell(BuildWorld world, BuildContext? context, string problem) =>
        world.Error.WriteLine($"error: {context?.Redactor.Redact(problem) ?? problem}");
}
