using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Configuration;
using JamLab.Stages.Services;
using JamLab.Stages.State;
using JamLab.Tests.Support;
using Nuke.Common.IO;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services;

public sealed class DefinitionReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StateSecrets Secrets => new(new LabPaths(_folder.Path, "local", _folder.Path), "nspawn", TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_read_with_all_below_them()
    {
        (_folder.Path / "www" / "a").CreateDirectory();
        _folder.With("www/index.html", "hello");
        _folder.With("www/a/b.txt", "b");
        _folder.With("conf", "c");
        var read = Read("web: { group: vs, command: x, port: 80, files: { /srv/www: www, /etc/web.conf: conf } }");
        read.Files.Select(file => $"{file.To} {file.Below} {System.Text.Encoding.UTF8.GetString(file.Content)}").ShouldBe(["/etc/web.conf  c", "/srv/www a/b.txt b", "/srv/www index.html hello"]);
    }

    [Fact]
    public void All_missing_files_are_told_together()
    {
        var wrong = Should.Throw<DiagnosticException>(() => Read("web: { group: vs, command: x, port: 80, files: { /srv/www: www, /etc/web.conf: conf } }"));
        wrong.Diagnostics.Select(one => $"{one.Code} {one.Message}").ShouldBe(["JAM0361 'www' is neither a file nor a folder of the environment", "JAM0361 'conf' is neither a file nor a folder of the environment"]);
        wrong.Diagnostics.ShouldAllBe(one => one.Place != null);
    }

    [Fact]
    public void Secrets_are_made_once_and_kept_by_name_only()
    {
        var read = Read("web: { group: vs, command: x, port: 80, secrets: { TOKEN: web/token } }");
        read.Secrets["TOKEN"].ShouldBe("web/token");
        var value = Secrets.Find("web/token").ShouldNotBeNull().Reveal();
        Read("web: { group: vs, command: x, port: 80, secrets: { TOKEN: web/token } }");
        Secrets.Find("web/token")!.Reveal().ShouldBe(value);
        read.ToJson().ShouldNotContain(value);
    }

    [Theory]
    [InlineData("port: 80", "http")]
    [InlineData("ports: { admin: 80 }", "admin")]
    [InlineData("ports: { http: 80, admin: 81 }", "http")]
    [InlineData("ports: { one: 80, two: 81 }", null)]
    public void Names_lead_to_http_or_to_the_only_port(string ports, string? routed) =>
        Read($"web: {{ group: vs, command: x, {ports}{(routed is null ? ", check: { port: one }" : "")} }}").Routed.ShouldBe(routed);

    private ServiceDefinition Read(string service) => new DefinitionReader(_folder.Path, Secrets).Read(ServiceLab.Of(service).Services.Values)["web"];
}
