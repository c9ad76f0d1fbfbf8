using System.Text;
using JamLab.Stages;
using JamLab.Stages.Updates;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Updates;

public sealed class UpdateStageTests : IDisposable
{
    private readonly SampleRepository _repository = new();
    private readonly PublisherServer _server = SampleRepository.Publishers();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task Every_kind_of_pin_moves_to_the_newest_stable_version_of_its_shape()
    {
        var found = await _repository.Stage(_server).FindAsync(majors: false, Cancellation);
        found.Unasked.ShouldBeEmpty();
        Approved.Match($"# {found.Title}\n\n{found.ToMarkdown()}", "update", "md");
        found.Updates.Select(one => $"{one.What} {one.From} -> {one.To}").ShouldBe(
        [
            "packer 1.14.2 -> 1.14.10",
            "tofu 1.10.6 -> 1.10.7",
            "debian-cloud 20260112-2355 -> 20260303-2408",
            "actions/checkout v5.0.0 -> v5.0.1",
            "grafana docker.io/grafana/grafana:12.2.0 -> docker.io/grafana/grafana:12.3.0",
            "web nginx:1.29.1-alpine -> nginx:1.29.10-alpine",
        ]);
    }

    [Fact]
    public async Task Only_versions_and_sums_change_in_the_files()
    {
        var before = new[] { SampleRepository.Tools, SampleRepository.Actions, SampleRepository.Image, SampleRepository.Inventory }.ToDictionary(file => file, _repository.Text);
        var stage = _repository.Stage(_server);
        var found = await stage.FindAsync(majors: false, Cancellation);
        before.ShouldAllBe(one => _repository.Text(one.Key) == one.Value, "finding writes nothing");
        stage.Write(found);
        _repository.Text(SampleRepository.Inventory).ShouldBe(before[SampleRepository.Inventory].Replace("image: docker.io/grafana/grafana:12.2.0", "image: docker.io/grafana/grafana:12.3.0", StringComparison.Ordinal).Replace("1.29.1-alpine", "1.29.10-alpine", StringComparison.Ordinal));
        _repository.Text(SampleRepository.Actions).ShouldBe(before[SampleRepository.Actions].Replace("v5.0.0", "v5.0.1", StringComparison.Ordinal).Replace(SampleRepository.Commit('1'), SampleRepository.Commit('5'), StringComparison.Ordinal));
        _repository.Text(SampleRepository.Image).ShouldBe(before[SampleRepository.Image].Replace("20260112-2355", "20260303-2408", StringComparison.Ordinal).Replace(new string('d', 128), new string('e', 128), StringComparison.Ordinal));
        _repository.Text(SampleRepository.Tools).ShouldBe(before[SampleRepository.Tools].Replace("1.14.2", "1.14.10", StringComparison.Ordinal).Replace("1.10.6", "1.10.7", StringComparison.Ordinal)
            .Replace(SampleRepository.Sum('a'), SampleRepository.Sum('8'), StringComparison.Ordinal).Replace(SampleRepository.Sum('b'), SampleRepository.Sum('7'), StringComparison.Ordinal).Replace(SampleRepository.Sum('c'), SampleRepository.Sum('6'), StringComparison.Ordinal));
        Directory.GetFiles(_repository.Root, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_update_finds_nothing()
    {
        _server.At("https://cloud.debian.org/images/cloud/bookworm/20260303-2408/SHA512SUMS", $"{new string('e', 128)}  debian-12-genericcloud-amd64-20260303-2408.qcow2\n");
        _server.At($"https://api.github.com/repos/actions/checkout/git/ref/tags/v5.0.1", $$"""{ "object": { "type": "commit", "sha": "{{SampleRepository.Commit('5')}}" } }""");
        var stage = _repository.Stage(_server);
        stage.Write(await stage.FindAsync(majors: false, Cancellation));
        var again = await stage.FindAsync(majors: false, Cancellation);
        again.Updates.ShouldBeEmpty();
        again.Files.ShouldBeEmpty();
        again.Unasked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_first_number_counts_only_when_asked_for()
    {
        _server.At("https://releases.hashicorp.com/packer/2.0.0/packer_2.0.0_SHA256SUMS", $"{SampleRepository.Sum('8')}  packer_2.0.0_linux_amd64.zip\n{SampleRepository.Sum('7')} *packer_2.0.0_darwin_arm64.zip\n");
        _server.At($"https://api.github.com/repos/actions/checkout/git/ref/tags/v6.0.0", $$"""{ "object": { "type": "commit", "sha": "{{SampleRepository.Commit('6')}}" } }""");
        var found = await _repository.Stage(_server).FindAsync(majors: true, Cancellation);
        found.Updates.Select(one => one.To).ShouldBe(["2.0.0", "1.10.7", "20260303-2408", "v6.0.0", "docker.io/grafana/grafana:13.0.0", "nginx:1.29.10-alpine"]);
    }

    [Fact]
    public async Task A_mark_of_the_byte_order_and_carriage_returns_stay()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFF" + SampleRepository.InventoryText.Replace("\n", "\r\n", StringComparison.Ordinal));
        File.WriteAllBytes(Path.Combine(_repository.Root, SampleRepository.Inventory), bytes);
        var stage = _repository.Stage(_server);
        stage.Write(await stage.FindAsync(majors: false, Cancellation));
        Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_repository.Root, SampleRepository.Inventory)))
            .ShouldBe(Encoding.UTF8.GetString(bytes).Replace("image: docker.io/grafana/grafana:12.2.0", "image: docker.io/grafana/grafana:12.3.0", StringComparison.Ordinal).Replace("1.29.1-alpine", "1.29.10-alpine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_by_address_is_only_told_of() =>
        (await _repository.Stage(_server).FindAsync(majors: false, Cancellation)).ByHand.ShouldBe([new HandPin("consul", SampleRepository.Inventory, 13, "https://nas0.lab.internal/consul_1.21.5_linux_amd64.zip")]);

    [Fact]
    public async Task A_wrong_inventory_is_told_of_and_left_alone()
    {
        _repository.Put("environments/attic/inventory.yml", "schema: 9\n");
        var found = await _repository.Stage(_server).FindAsync(majors: false, Cancellation);
        found.Unasked.ShouldHaveSingleItem().What.ShouldBe("environments/attic/inventory.yml");
        found.Files.Keys.ShouldNotContain("environments/attic/inventory.yml");
    }

    [Fact]
    public async Task A_lock_file_that_is_no_JSON_is_the_users_to_bring_back()
    {
        _repository.Put(SampleRepository.Actions, "{");
        (await Should.ThrowAsync<StageException>(_repository.Stage(_server).FindAsync(majors: false, Cancellation))).Message.ShouldContain(SampleRepository.Actions);
    }
}
