using System.Text.Json;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Tools;
using JamLab.Stages.Updates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Updates;

public sealed class VersionTests
{
    [Theory]
    [InlineData("1.9.0", "1.10.0 1.2.0", "1.10.0")]
    [InlineData("v3.7.0", "3.8.0 v3.7.1 v3.8.0-rc.0 v4.0.0", "v3.7.1")]
    [InlineData("1.29-alpine", "1.30 1.31-alpine 1.31.0-alpine 1.31-alpine3.20", "1.31-alpine")]
    [InlineData("2026.01.05", "2026.02.01", "2026.02.01")]
    [InlineData("release-1.2", "release-1.3 v1.4", "release-1.3")]
    public void The_newest_is_of_the_same_shape_and_stable(string now, string found, string newest) =>
        VersionText.Parse(now)!.Newest(found.Split(' '), majors: false).ShouldNotBeNull().Text.ShouldBe(newest);

    [Theory]
    [InlineData("2.33.2", "2.33.2 2.33.1 2.33.2-alpine")]
    [InlineData("2.33.2", "2.34.0b1 2.34.0-beta.1 2.34.0-dev 2.34.0-nightly 2.34.0.rc1")]
    [InlineData("1.2.3", "1.2.99999999999999999999")]
    [InlineData("12", "13 14")]
    public void Nothing_else_is_newer(string now, string found) => VersionText.Parse(now)!.Newest(found.Split(' '), majors: false).ShouldBeNull();

    [Theory]
    [InlineData("latest")]
    [InlineData("main")]
    [InlineData("1.2.0-rc1")]
    [InlineData("")]
    public void What_is_no_stable_version_is_not_moved(string tag) => VersionText.Parse(tag).ShouldBeNull();

    [Theory]
    [InlineData("nginx:1.29", "registry-1.docker.io", "library/nginx", "1.29")]
    [InlineData("docker.io/nginx:1.29", "registry-1.docker.io", "library/nginx", "1.29")]
    [InlineData("docker.io/grafana/grafana:12.2.0", "registry-1.docker.io", "grafana/grafana", "12.2.0")]
    [InlineData("grafana/grafana:12.2.0", "registry-1.docker.io", "grafana/grafana", "12.2.0")]
    [InlineData("ghcr.io/a/b/c:v1", "ghcr.io", "a/b/c", "v1")]
    [InlineData("registry.lab:5000/a:2", "registry.lab:5000", "a", "2")]
    [InlineData("localhost/a:2", "localhost", "a", "2")]
    public void A_name_is_taken_apart_as_Docker_does(string text, string registry, string repository, string tag) =>
        ImageName.Parse(text).ShouldBe(new ImageName(registry, repository, tag));

    [Theory]
    [InlineData("nginx")]
    [InlineData("registry.lab:5000/a")]
    [InlineData("nginx:1.29@sha256:00")]
    [InlineData("nginx:")]
    public void Without_a_tag_or_with_a_digest_there_is_nothing_to_move(string text) => ImageName.Parse(text).ShouldBeNull();

    [Fact]
    public void In_JSON_only_the_values_change() =>
        JsonValues.Replace("{ \"a\" : { \"b\":\"é\\n1\" , \"c\": [ {\"b\": \"1\"} ] },\t\"b\": \"1\" }\n", new Dictionary<string, string> { ["a\nb"] = "2", ["b"] = "\"3\"" })
            .ShouldBe("{ \"a\" : { \"b\":\"2\" , \"c\": [ {\"b\": \"1\"} ] },\t\"b\": \"\\u00223\\u0022\" }\n");

    [Fact]
    public void A_word_that_is_not_at_its_place_is_not_guessed_at() =>
        Should.Throw<PublisherException>(() => LineEdit.Apply("a: x\nb: y\n", [(new SourceSpan("f", 1, 4), "y", "z")])).Message.ShouldContain("f:1:4");

    [Theory]
    [InlineData("""{ "packer": { "version": "1.14" } }""", "is missing")]
    [InlineData("""{ "packer": { "version": "1.14-rc1", "releases": "https://x", "url": "https://x/{version}", "sums": "https://x/{version}", "member": "p", "sha256": { "linux_amd64": "00" } } }""", "is not a version")]
    [InlineData("""{ "packer": { "version": "1.14.2", "releases": "http://x", "url": "https://x/{version}", "sums": "https://x/{version}", "member": "p", "sha256": { "linux_amd64": "00" } } }""", "does not start with https://")]
    [InlineData("""{ "packer": { "version": "1.14.2", "releases": "https://x", "url": "https://x", "sums": "https://x/{version}", "member": "p", "sha256": { "linux_amd64": "00" } } }""", "does not say {version}")]
    [InlineData("""{ "packer": { "version": "1.14.2", "releases": "https://x", "url": "https://x/{version}", "sums": "https://x/{version}", "member": "p", "sha256": { "linux_amd64": "00" } } }""", "is not 64 hexadecimal digits")]
    public void Pins_are_checked_when_they_are_read(string json, string problem) => Should.Throw<JsonException>(() => PinnedTool.Read(json)).Message.ShouldContain(problem);

    [Fact]
    public void The_pins_that_are_built_in_are_whole()
    {
        foreach (var tool in new[] { ToolCatalog.Packer, ToolCatalog.Terraform, ToolCatalog.OpenTofu })
        {
            tool.Downloads.ShouldContain(one => one.Platform == "linux_amd64");
            tool.Downloads.ShouldAllBe(one => one.Url.Contains($"_{one.Version}_{one.Platform}.zip", StringComparison.Ordinal));
        }
    }
}
