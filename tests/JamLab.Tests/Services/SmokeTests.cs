using JamLab.Stages.Services;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services;

public class SmokeTests
{
    private const string Services = """
        web: { group: vs, command: x, port: 80, host_names: [web, www.example.org, "*.apps"], exposure: external, check: { http: /health } }
        quiet: { group: vs, command: x, port: 81, exposure: none }
        """;

    [Fact]
    public void Every_name_of_a_service_that_has_any_is_asked() =>
        Smoke.Questions(ServiceLab.Of(Services).Services.Values).Select(one => one.Url).ShouldBe(["https://web.lab.internal/health", "https://www.example.org/health"]);

    [Theory]
    [InlineData("0|10.77.0.120|0|200 0.012345", "10.77.0.120 answers with status 200", true)]
    [InlineData("0|10.77.0.120|0|302 0.012345", "10.77.0.120 answers with status 302", true)]
    [InlineData("0|10.77.0.120|0|503 0.012345", "10.77.0.120 answers with status 503", false)]
    [InlineData("0||6|000 0.001 curl: (6) Could not resolve host: web.lab.internal", "the name server has no address for web.lab.internal", false)]
    [InlineData("0|10.77.0.120|60|curl: (60) SSL certificate problem: self-signed certificate 000 0.1", "10.77.0.120 does not answer as it should: curl: (60) SSL certificate problem: self-signed certificate 000 0.1", false)]
    public void What_was_seen_is_said(string line, string seen, bool isWell)
    {
        var questions = Smoke.Questions(ServiceLab.Of(Services).Services.Values);
        var answer = Stages.Services.Smoke.Read(questions, $"noise\n{line}\n").ShouldHaveSingleItem();
        answer.Seen.ShouldBe(seen);
        answer.IsWell.ShouldBe(isWell);
    }

    [Fact]
    public void The_script_is_this() => Approved.Match(Smoke.Script(Smoke.Questions(ServiceLab.Of(Services).Services.Values)), "Smoke", "sh");

    private static Smoke Smoke => new(ServiceLab.Of(Services), "-----BEGIN CERTIFICATE-----\n");
}
