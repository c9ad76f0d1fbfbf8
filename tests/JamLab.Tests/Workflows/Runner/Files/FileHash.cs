using System.Security.Cryptography;
using JamLab.Tests.Workflows.Runner.Expressions;

namespace JamLab.Tests.Workflows.Runner.Files;

/// <summary><c>hashFiles()</c>: SHA-256 over the SHA-256 of each file below the workspace; empty when there is none.</summary>
internal static class FileHash
{
    public static string Of(IReadOnlyList<string> patterns, string workspace, string home)
    {
        var files = new Glob(string.Join('\n', patterns), workspace, home).Find(followLinks: false).Where(x => Glob.IsInside(x, workspace)).ToList();
        if (files.Count == 0)
            return "";
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            try
            {
                using var content = File.OpenRead(file);
                all.AppendData(SHA256.HashData(content));
            }
            catch (IOException e)
            {
                throw new ExpressionException($"hashFiles('{string.Join("', '", patterns)}') failed: {e.Message}");
            }
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
