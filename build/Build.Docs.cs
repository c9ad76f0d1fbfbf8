using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Serilog;

// The pictures in the documentation, made from real runs.
partial class Build
{
    [Parameter("The run that Picture shows")]
    readonly string PictureOf = "ProvisionVms --hypervisor nspawn";

    Target Picture => _ => _
        .Description("Runs ./build.sh ProvisionVms and draws what it printed: docs/images/provision.svg")
        .Executes(() =>
        {
            var process = ProcessTasks.StartProcess(RootDirectory / "build.sh", PictureOf, RootDirectory, logOutput: false);
            process.AssertZeroExitCode();
            var lines = process.Output.Where(x => x.Type == OutputType.Std).Select(x => x.Text).ToList();
            var file = RootDirectory / "docs" / "images" / "provision.svg";
            file.WriteAllText(TerminalPicture.Draw($"$ ./build.sh {PictureOf}", lines));
            Log.Information("Wrote {File}", RootDirectory.GetRelativePathTo(file));
        });

    /// <summary>Lines of a terminal as an SVG: no fonts, no scripts, so that it looks the same wherever Markdown is shown.</summary>
    static class TerminalPicture
    {
        const double CharacterWidth = 7.8;
        const int LineHeight = 18;
        const int Margin = 20;

        public static string Draw(string command, List<string> lines)
        {
            var width = (int)(lines.Append(command).Max(x => x.Length) * CharacterWidth) + 2 * Margin;
            var height = (lines.Count + 2) * LineHeight + 2 * Margin + 20;
            var svg = new StringBuilder();
            svg.Append($"""
                <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
                <rect width="100%" height="100%" rx="8" fill="#16181d"/>
                <circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
                <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#d6d9e0">

                """);
            var y = Margin + 40;
            Line(svg, y, command, "#ffffff");
            foreach (var line in lines)
                Line(svg, y += LineHeight, line, Colour(line));
            return svg.Append("</g>\n</svg>\n").ToString();
        }

        // No-break spaces: not every viewer keeps the others.
        static void Line(StringBuilder svg, int y, string text, string colour)
        {
            if (text.Trim().Length > 0)
                svg.Append($"<text x=\"{Margin}\" y=\"{y}\" fill=\"{colour}\">{SecurityElement.Escape(text.TrimEnd()).Replace(' ', '\u00A0')}</text>\n");
        }

        static string Colour(string line) =>
            line.Contains('✓') || line.Contains("Succeeded") || line.StartsWith("Build succeeded") ? "#7fd88f"
            : line.Contains('✗') || line.Contains("error") ? "#ff7b72"
            : line.Contains("───") || line.Contains("═══") ? "#6b7280"
            : line.Contains(": ready") || line.Contains("   ready ") ? "#a5d6ff"
            : "#d6d9e0";
    }
}
