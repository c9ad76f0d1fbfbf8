using System.Runtime.CompilerServices;
using Shouldly;

namespace JamLab.Tests.Support;

/// <summary>
/// Compares text with a file beside the test, whole. A difference writes <c>*.received.*</c> beside it;
/// <c>APPROVE=1</c> accepts what was received.
/// </summary>
public static class Approved
{
    public static void Match(string received, string name, string extension = "txt", [CallerFilePath] string testFile = "") =>
        MatchFile(received, Path.Combine(Path.GetDirectoryName(testFile)!, $"{name}.approved.{extension}"));

    public static void MatchFile(string received, string approvedFile)
    {
        received = received.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(approvedFile, received);
            return;
        }

        var receivedFile = approvedFile.Replace(".approved.", ".received.", StringComparison.Ordinal);
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile) : "";
        if (approved != received)
            File.WriteAllText(receivedFile, received);
        else
            File.Delete(receivedFile);
        received.ShouldBe(approved, $"compare {receivedFile} with {approvedFile}");
    }
}
