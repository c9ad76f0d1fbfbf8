using System.Runtime.CompilerServices;
using JamLab.Stages.Services;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services;

public class DocsTests
{
    [Fact]
    public void The_services_that_the_docs_show_are_ones_that_the_inventory_takes()
    {
        var page = File.ReadAllText(Page());
        var example = page[(page.IndexOf("```yaml\nservices:\n", StringComparison.Ordinal) + 18)..];
        var inventory = ServiceLab.Of(example[..example.IndexOf("```", StringComparison.Ordinal)].Replace("\n  ", "\n", StringComparison.Ordinal).TrimStart());
        inventory.Services.Keys.ShouldBe(["echo"]);
        ServiceUrls.Of(inventory.Services["echo"], inventory).ShouldBe(["https://echo.lab.internal/index.html"]);
    }

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/services.md");
}
