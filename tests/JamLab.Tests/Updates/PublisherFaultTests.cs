using JamLab.Stages.Updates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Updates;

public sealed class PublisherFaultTests : IDisposable
{
    private const string Index = "https://releases.hashicorp.com/packer/index.json";
    private readonly SampleRepository _repository = new();
    private readonly PublisherServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task One_that_cannot_be_asked_stops_no_other()
    {
        using var rest = SampleRepository.Publishers();
        rest.At("https://registry-1.docker.io/v2/library/nginx/tags/list?n=1000", "gone", 404).At("https://registry-1.docker.io/v2/library/nginx/tags/list?n=1000", "gone", 404);
        _ = await rest.Client().GetAsync(new Uri("https://registry-1.docker.io/v2/library/nginx/tags/list?n=1000"), TestContext.Current.CancellationToken);
        var found = await FindAsync(rest);
        found.Unasked.ShouldBe([new Unasked("web (nginx:1.29.1-alpine)", "https://registry-1.docker.io/v2/library/nginx/tags/list?n=1000 answers 404")]);
        found.Updates.Count.ShouldBe(5);
        found.ToMarkdown().ShouldContain("### Could not be asked");
    }

    [Fact]
    public async Task Where_nobody_answers_all_is_told()
    {
        var client = _server.Client();
        _server.Dispose();
        var found = await new UpdateStage(_repository.Root, client, new HastyTime()).FindAsync(majors: false, TestContext.Current.CancellationToken);
        found.Updates.ShouldBeEmpty();
        found.Unasked.Count.ShouldBe(8);
        found.Unasked.ShouldAllBe(one => one.Problem.Contains("could not be reached"));
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_again_and_when_it_says()
    {
        _server.At(Index, "", 503, ("Retry-After", "0")).At(Index, "", 429, ("Retry-After", "0")).At(Index, "", 502).At(Index, """{ "versions": { "1.14.2": {} } }""");
        (await PackerAsync()).ShouldBeNull();
        _server.Asked.Count(one => one.EndsWith("packer/index.json", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Nobody_waits_for_an_hour()
    {
        _server.At(Index, "", 429, ("Retry-After", "3600"));
        (await PackerAsync())!.ShouldContain("answers 429");
        _server.Asked.Count(one => one.EndsWith("packer/index.json", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_used_up_hour_at_GitHub_is_told_with_the_way_out()
    {
        _server.At("https://api.github.com/repos/opentofu/opentofu/releases?per_page=100", "{}", 403, ("x-ratelimit-remaining", "0"));
        (await FindAsync(_server)).Unasked.Single(one => one.What == "tofu").Problem.ShouldContain("the hour's questions are used up (set GITHUB_TOKEN)");
    }

    [Theory]
    [InlineData("<html>a proxy's page</html>", "is no JSON")]
    [InlineData("[]", "has no list of versions")]
    [InlineData("""{ "versions": [] }""", "has no list of versions")]
    public async Task An_answer_that_nobody_understands_is_told(string answer, string problem)
    {
        _server.At(Index, answer);
        (await PackerAsync())!.ShouldContain(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8888888888888888888888888888888888888888888888888888888888888888  packer_1.14.9_linux_amd64.zip\n")]
    [InlineData("88  packer_1.14.9_linux_amd64.zip\n77  packer_1.14.9_darwin_arm64.zip\n")]
    public async Task A_version_without_the_sum_of_every_platform_is_not_taken(string sums)
    {
        _server.At(Index, """{ "versions": { "1.14.9": {} } }""").At("https://releases.hashicorp.com/packer/1.14.9/packer_1.14.9_SHA256SUMS", sums);
        var found = await FindAsync(_server);
        found.Unasked.Single(one => one.What == "packer").Problem.ShouldContain("has no sum for");
        found.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_that_was_moved_is_an_alarm_and_nothing_is_taken_from_there()
    {
        using var rest = SampleRepository.Publishers();
        _repository.Put(SampleRepository.Actions, $$"""{ "actions/checkout": { "version": "v5.0.0", "commit": "{{SampleRepository.Commit('f')}}" } }""");
        var found = await FindAsync(rest);
        found.Unasked.Single().Problem.ShouldContain("find out who moved it");
        found.Updates.ShouldNotContain(one => one.What == "actions/checkout");
    }

    [Fact]
    public async Task Another_sum_for_the_same_build_of_an_image_is_an_alarm()
    {
        _server.At("https://cloud.debian.org/images/cloud/bookworm/", "nothing newer")
            .At("https://cloud.debian.org/images/cloud/bookworm/20260112-2355/SHA512SUMS", $"{new string('0', 128)}  debian-12-genericcloud-amd64-20260112-2355.qcow2\n");
        var found = await FindAsync(_server);
        found.Unasked.Single(one => one.What == SampleRepository.Image).Problem.ShouldContain("find out why before taking it");
        found.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_without_a_date_keeps_it_and_takes_the_new_sum()
    {
        _repository.Put(SampleRepository.Image, $"disk: 2GiB\ncloud_image:\n  url: https://cloud.debian.org/images/cloud/bookworm/latest/debian-12.qcow2\n  sha512: {new string('d', 128)}\n");
        _server.At("https://cloud.debian.org/images/cloud/bookworm/latest/SHA512SUMS", $"{new string('0', 128)}  debian-12.qcow2\n");
        var found = await FindAsync(_server);
        found.Files[SampleRepository.Image].ShouldBe(_repository.Text(SampleRepository.Image).Replace('d', 'd').Replace(new string('d', 128), new string('0', 128), StringComparison.Ordinal));
        found.Updates.Single().From.ShouldBe(new string('d', 12));
    }

    [Fact]
    public async Task A_registry_that_sends_its_askers_elsewhere_in_the_open_is_not_followed()
    {
        _server.AtWithToken("https://ghcr.io/v2/jam/other/tags/list?n=1000", "x", "Bearer realm=\"http://169.254.169.254/token\",service=\"y\"", "{}");
        (await FindAsync(_server)).Unasked.Single(one => one.What.StartsWith("other", StringComparison.Ordinal)).Problem.ShouldContain("names no https address");
    }

    [Fact]
    public async Task The_token_goes_to_GitHub_and_nowhere_else()
    {
        using var rest = SampleRepository.Publishers();
        await _repository.Stage(rest, "ghs_secret").FindAsync(majors: false, TestContext.Current.CancellationToken);
        rest.Asked.Where(one => one.Contains("ghs_secret", StringComparison.Ordinal)).ShouldAllBe(one => one.StartsWith("api.github.com/", StringComparison.Ordinal));
        rest.Asked.Where(one => one.StartsWith("api.github.com/", StringComparison.Ordinal)).ShouldAllBe(one => one.EndsWith(" Bearer ghs_secret", StringComparison.Ordinal));
    }

    private async Task<string?> PackerAsync() => (await FindAsync(_server)).Unasked.SingleOrDefault(one => one.What == "packer")?.Problem;

    private Task<UpdateResult> FindAsync(PublisherServer server) =>
        new UpdateStage(_repository.Root, server.Client(), new HastyTime()).FindAsync(majors: false, TestContext.Current.CancellationToken);

    /// <summary>Short waits are over at once; limits are as they are.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(20) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
