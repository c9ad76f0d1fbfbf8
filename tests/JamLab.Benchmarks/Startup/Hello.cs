using CliWrap;

namespace JamLab.Benchmarks.Startup;

/// <summary>The smallest program, compiled as <c>dotnet build</c> does: the floor for anything that starts with dotnet.</summary>
internal static class Hello
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>The path of its assembly.</summary>
    public static async Task<string> CompileAsync(string folder, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "hello.csproj"), Project, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(\"hello\");", cancellationToken).ConfigureAwait(false);
        var output = Path.Combine(folder, "out");
        await Cli.Wrap("dotnet")
            .WithArguments(["build", folder, "-c", "Release", "-o", output, "--nologo"])
            .WithWorkingDirectory(folder)
            .ExecuteAsync(cancellationToken)
            .ConfigureAwait(false);
        return Path.Combine(output, "hello.dll");
    }
}
