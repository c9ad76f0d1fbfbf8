using System.Net;
using CliWrap;
using CliWrap.Buffered;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Portal;

/// <summary>The page in a real browser, in a frame as wide as a phone and one as wide as a desk.</summary>
public class BrowserTests
{
    private static readonly string? Chromium = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Nothing_sticks_out_and_nothing_lies_on_something_else(int width)
    {
        Assert.SkipWhen(Chromium is null, "no Chromium");
        using var folder = new TemporaryFolder();
        var file = folder.With("frame.html", $$"""
            <!DOCTYPE html>
            <iframe id="frame" width="{{width}}" height="900" style="border:0" srcdoc="{{WebUtility.HtmlEncode(SampleLab.Page(SampleLab.Sheet))}}"></iframe>
            <pre id="seen"></pre>
            <script>
            onload = () => {
              const page = document.getElementById('frame').contentDocument;
              const box = one => one.getBoundingClientRect();
              const wide = [...page.querySelectorAll('body *')].filter(one => box(one).right > {{width}} + 1).map(one => one.tagName);
              const texts = [...page.querySelectorAll('svg text')].map(box);
              const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
              const lying = texts.filter((one, index) => texts.slice(index + 1).some(other => meet(one, other))).length;
              document.getElementById('seen').textContent = `machines ${page.querySelectorAll('#machines tbody tr').length}, wide [${wide}], lying ${lying}, background ${page.defaultView.getComputedStyle(page.body).backgroundColor}`;
            };
            </script>
            """);
        var result = await Cli.Wrap(Chromium)
            .WithArguments(["--headless=new", "--no-sandbox", "--disable-gpu", $"--user-data-dir={folder / "profile"}", "--window-size=1400,1000", "--dump-dom", new Uri(file).AbsoluteUri])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        result.StandardOutput.ShouldContain("machines 13, wide [], lying 0, background rgb(245, 246, 248)");
    }
}
