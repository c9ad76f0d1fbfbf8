using System.Xml;
using System.Xml.Linq;
using FsCheck.Xunit;
using JamLab.Convergence.Running;
using JamLab.Stages.Portal;
using JamLab.Stages.Services;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Portal;

public class PageTests
{
    private static readonly string[] NotForAPageWithoutNetwork = ["script", "link", "img", "iframe", "object", "embed", "form", "base"];

    [Fact]
    public void The_page_is_this() => Approved.Match(SampleLab.Page(SampleLab.Sheet), "lab", "html");

    [Fact]
    public void A_lab_of_which_nothing_is_known_says_so()
    {
        var page = SampleLab.Page(new LabSheet("lab", "local", DateTimeOffset.UnixEpoch)
        {
            Services = [new SheetService("echo", 1, null, [new SheetUrl("https://echo.lab/", null, false)])],
            Machines = [new SheetMachine("vs0", "10.0.0.1", "missing", [], null, null)],
        });
        var words = Words(page);
        words.ShouldContain("not asked in this run");
        words.ShouldContain("0 of 1 machines ready");
        words.ShouldContain("ConfigureBase has left no report yet.");
        page.ShouldNotContain("<svg");
    }

    [Fact]
    public void Services_that_nobody_asked_for_are_not_counted_as_ill()
    {
        var services = SampleLab.Sheet.Services.Select(one => one.Name == "gitea" ? one : one with { Instances = null }).ToList();
        Words(SampleLab.Page(SampleLab.Sheet with { Services = services })).ShouldContain("1 of 1 asked services healthy");
    }

    [Fact]
    public void A_failed_target_is_what_the_run_came_to()
    {
        var words = Words(SampleLab.Page(SampleLab.Sheet with { Run = [SampleLab.Target("A", 1), new("B", "Failed", TimeSpan.FromSeconds(1), ["A"]), new("C", "Skipped", TimeSpan.Zero, ["B"])] }));
        words.ShouldContain("failed last run");
        words.ShouldContain("C skipped");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onclick=\"alert(1)")]
    [InlineData("' onload='alert(1)")]
    [InlineData("</style><b>")]
    [InlineData("]]>&amp;<!--")]
    [InlineData("a\0b\u001b[31m")]
    public void A_hostile_name_is_only_a_text(string name)
    {
        var page = Parse(SampleLab.Page(Everywhere(name)));
        IsHarmless(page);
        page.Descendants("code").Select(one => one.Value).ShouldContain(Shown(name));
        page.Descendants("th").Select(one => one.Value).ShouldContain(Shown(name));
    }

    [Property]
    public void Any_text_is_only_a_text(string? text) => IsHarmless(Parse(SampleLab.Page(Everywhere(text ?? ""))));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:text/html,x")]
    [InlineData("//elsewhere")]
    public void Only_addresses_of_the_web_are_links(string url)
    {
        var page = Parse(SampleLab.Page(SampleLab.Sheet with { Services = [new SheetService("echo", 1, [], [new SheetUrl(url, null, false)])] }));
        page.Descendants("a").Select(one => one.Attribute("href")!.Value).ShouldNotContain(url);
        page.ToString().ShouldContain(url);
    }

    [Fact]
    public void Every_link_within_the_page_leads_somewhere()
    {
        var page = Parse(SampleLab.Page(SampleLab.Sheet with { Services = [.. SampleLab.Sheet.Services, new SheetService("job", 1, [new InstanceStatus("nomad", null, "unreachable", false)], [])] }));
        var ids = page.Descendants().Select(one => one.Attribute("id")?.Value).OfType<string>().ToList();
        ids.ShouldBeUnique();
        page.Descendants("a").Select(one => one.Attribute("href")!.Value).Where(one => one.StartsWith('#')).ShouldAllBe(one => ids.Contains(one.Substring(1)));
    }

    [Fact]
    public void Secrets_do_not_show_even_where_a_tool_said_one()
    {
        var sheet = SampleLab.Sheet with { Services = [new SheetService("db", 1, [new InstanceStatus("vs0", null, "failed: login s3cr<t&x refused", false)], [])] };
        var page = SampleLab.Page(sheet, "s3cr<t&x");
        page.ShouldNotContain("s3cr");
        page.ShouldContain("failed: login *** refused");
    }

    [Fact]
    public void Every_state_is_a_word_and_not_only_a_colour()
    {
        var words = Words(SampleLab.Page(SampleLab.Sheet));
        words.ShouldContain("2 of 3 healthy");
        words.ShouldContain("vs1 critical");
        words.ShouldContain("5 of 6 services healthy");
        words.ShouldContain("6 of 6 names answer");
        words.ShouldContain("13 of 13 machines ready");
    }

    [Theory]
    [InlineData(0.04, "40 ms")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(41.7, "41 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(1050, "17 min")]
    [InlineData(12000, "3 h 20 min")]
    [InlineData(352800, "4 d 2 h")]
    public void Durations_are_as_exact_as_one_cares(double seconds, string shown) => PageText.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(shown);

    private static LabSheet Everywhere(string text) => new(text, text, DateTimeOffset.UnixEpoch)
    {
        Hypervisor = text,
        InventoryFile = text,
        InventoryHash = text,
        Report = text,
        Machines = [new SheetMachine(text, text, text, [text], text, null)],
        Services = [new SheetService(text, 1, [new InstanceStatus(text, text, text, false)], [new SheetUrl("https://" + text, text, false)])],
        Base = [new SheetBase(text, [text], text, false)],
        Run = [new TargetOutcome(text, text, TimeSpan.FromSeconds(1), [text])],
    };

    private static void IsHarmless(XDocument page)
    {
        page.Descendants().Select(one => one.Name.LocalName).ShouldNotContain(one => NotForAPageWithoutNetwork.Contains(one));
        page.Descendants().Attributes().Select(one => one.Name.LocalName).ShouldNotContain(one => one.StartsWith("on", StringComparison.Ordinal) || one == "src");
        page.Descendants("style").Count().ShouldBe(1);
    }

    // As an XML parser has it: one kind of line end, no control characters.
    private static string Shown(string text) => Parse($"<a>{new PageText(new Redaction([])).Of(text)}</a>").Root!.Value;

    private static string Words(string page) => string.Join(' ', Parse(page).Descendants("body").Single().DescendantNodes().OfType<XText>().Select(one => one.Value.Trim()).Where(one => one.Length > 0));

    // Void elements close themselves, so that the page is well-formed or this throws.
    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
