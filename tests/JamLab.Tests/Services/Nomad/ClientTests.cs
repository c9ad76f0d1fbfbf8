using System.Net;
using System.Text.Json.Nodes;
using JamLab.Inventory;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Tests.Services.Nomad.Api;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class ClientTests
{
    [Fact]
    public async Task A_server_that_is_down_is_passed_over_for_questions_and_for_changes()
    {
        await using var lab = await TestLab.StartAsync(null, TestLab.Nobody(), TestLab.Nobody());
        (await lab.Runtime.StatusAsync(default)).ShouldBeEmpty();
        await lab.DeployedAsync(TestLab.Echo);
        lab.Time.Delays.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_no_server_is_there_each_is_named()
    {
        await using var lab = await TestLab.StartAsync(connection => connection with { Servers = [TestLab.Nobody(), TestLab.Nobody()] });
        var failure = await Should.ThrowAsync<NomadUnreachableException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldStartWith("Nomad cannot be asked (GET /v1/jobs): 127.0.0.1:");
        failure.Message.ShouldContain("cannot be reached (Connection refused); 127.0.0.1:");
        lab.Time.Delays.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_server_with_another_name_is_not_asked_and_gets_no_token()
    {
        await using var impostor = await TestNomad.StartAsync("client.global.nomad");
        await using var lab = await TestLab.StartAsync(connection => connection with { Servers = [impostor.Address] });
        var failure = await Should.ThrowAsync<NomadUnreachableException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldContain($"{impostor.Address} shows a certificate for client.global.nomad, not for server.global.nomad");
        (impostor.Asked.Count, lab.Time.Delays.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_asked()
    {
        using var other = new TestPki();
        await using var impostor = await TestNomad.StartAsync(pki: other);
        await using var lab = await TestLab.StartAsync(connection => connection with { Servers = [impostor.Address] });
        var failure = await Should.ThrowAsync<NomadUnreachableException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldContain("that the lab's authority did not sign");
        failure.Message.ShouldContain("see who answers there");
        impostor.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_wants_a_certificate_is_shown_one()
    {
        await using var strict = await TestNomad.StartAsync(wantsCertificate: true);
        using var own = TestPki.Shared.For("cli.global.nomad");
        await using var known = await TestLab.StartAsync(connection => connection with { Servers = [strict.Address], ClientCertificate = own });
        (await known.Runtime.StatusAsync(default)).ShouldBeEmpty();
        await using var unknown = await TestLab.StartAsync(connection => connection with { Servers = [strict.Address] });
        await Should.ThrowAsync<NomadUnreachableException>(() => unknown.Runtime.StatusAsync(default));
        strict.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_impostor_does_not_keep_the_others_from_being_asked()
    {
        await using var impostor = await TestNomad.StartAsync("client.global.nomad");
        await using var lab = await TestLab.StartAsync(null, impostor.Address);
        (await lab.Runtime.StatusAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_without_a_leader_is_asked_again_for_questions_and_for_changes()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("POST /v1/job/echo/plan", Fault.NoLeader, Fault.NoLeader);
        lab.Nomad.Fail("POST /v1/jobs", Fault.NoLeader);
        await lab.DeployedAsync(TestLab.Echo);
        lab.Time.Delays.Count.ShouldBe(3);
        lab.Nomad.Asked.Count(one => one == "POST /v1/jobs").ShouldBe(2);
    }

    [Fact]
    public async Task Servers_that_never_find_a_leader_are_given_up()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/jobs", [.. Enumerable.Repeat(Fault.NoLeader, 6)]);
        var failure = await Should.ThrowAsync<NomadUnreachableException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldContain("says: No cluster leader");
    }

    public static TheoryData<int, string, string> Denials => new()
    {
        { 403, "Permission denied", "it needs submit-job" },
        { 403, "ACL token not found", "Nomad does not know the token" },
        { 403, "ACL token expired", "give a token that is still valid" },
        { 500, "rpc error: ACL token expired", "give a token that is still valid" },
        { 400, "ACL support disabled", "Nomad runs without ACLs" },
        { 401, "", "the token may not do this" },
    };

    [Theory]
    [MemberData(nameof(Denials))]
    public async Task A_token_that_does_not_do_is_told_with_the_way_in(int status, string body, string wayIn)
    {
        await using var lab = await TestLab.StartAsync(connection => connection with { Token = new Secret("an-old-token") });
        lab.Nomad.Denial = (status, body);
        var failure = await Should.ThrowAsync<NomadDeniedException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldContain($"answered GET /v1/jobs with {status}");
        failure.Message.ShouldContain(wayIn);
        failure.Message.ShouldNotContain("an-old-token");
        lab.Nomad.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    public async Task Too_many_requests_are_made_again_after_the_time_that_Nomad_names(string header, int seconds)
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/jobs", Fault.Busy(header));
        (await lab.Runtime.StatusAsync(default)).ShouldBeEmpty();
        lab.Time.Delays.Sum(one => one.TotalSeconds).ShouldBe(seconds);
    }

    [Fact]
    public async Task A_change_that_was_turned_away_for_now_is_made_again()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("POST /v1/jobs", Fault.Busy("3"), new Fault(503, "maintenance") { RetryAfter = "4" });
        await lab.DeployedAsync(TestLab.Echo);
        lab.Time.Delays.ShouldBe([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)]);
    }

    [Fact]
    public async Task A_proxy_without_Nomad_behind_it_is_asked_again_and_then_quoted_without_its_markup()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/jobs", Fault.BadGateway);
        (await lab.Runtime.StatusAsync(default)).ShouldBeEmpty();
        lab.Nomad.Fail("GET /v1/jobs", [.. Enumerable.Repeat(Fault.BadGateway, 6)]);
        var failure = await Should.ThrowAsync<NomadAnswerException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldContain("answered GET /v1/jobs with 502: 502 Bad Gateway");
        failure.Message.ShouldNotContain("<");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/jobs", Fault.Cut, Fault.Cut);
        (await lab.Runtime.StatusAsync(default)).ShouldBeEmpty();
        lab.Nomad.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_quoted_and_not_asked_for_again()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("GET /v1/jobs", new Fault(200, "<html><head><title>Please log in</title></head></html>"));
        var failure = await Should.ThrowAsync<NomadAnswerException>(() => lab.Runtime.StatusAsync(default));
        failure.Message.ShouldContain("GET /v1/jobs was answered with something that Nomad does not say: Please log in");
        lab.Nomad.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_takes_too_long_is_given_up()
    {
        await using var silent = new SilentServer();
        await using var lab = await TestLab.StartAsync(connection => connection with { Servers = [silent.Address, .. connection.Servers] });
        var asking = lab.Runtime.StatusAsync(default);
        await silent.Connected;
        lab.Time.Advance(TimeSpan.FromSeconds(31));
        (await asking).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mistake_in_the_request_is_told_at_once()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.Fail("POST /v1/job/echo/plan", new Fault(500, "1 error occurred:\n\t* Task group echo validation failed: 1 error occurred:\n\t* Task group count can't be negative"));
        var failure = await Should.ThrowAsync<NomadAnswerException>(() => lab.DeployAsync(TestLab.Echo));
        failure.Message.ShouldContain("Task group count can't be negative");
        lab.Time.Delays.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blocking_query_that_ends_with_the_same_index_is_no_news()
    {
        await using var lab = await TestLab.StartAsync();
        var seen = new List<long>();
        var watching = Task.Run(async () =>
        {
            await foreach (var jobs in lab.Client.WatchAsync<JsonArray>("/v1/jobs", default))
            {
                seen.Add(jobs.Count);
                if (jobs.Count > 0)
                    return;
            }
        });
        await lab.Nomad.BlockedAsync("/v1/jobs");
        lab.Nomad.TimeIsOver = true;
        for (var i = 0; i < 3; i++)
        {
            await lab.Nomad.BlockedAsync("/v1/jobs");
            lab.Nomad.State.Wake();
        }

        lab.Nomad.TimeIsOver = false;
        lab.Nomad.Scheduler.Register(Stages.Services.Nomad.Jobs.NomadJob.Of(TestLab.Echo, TestLab.Of).Specification, false, 0);
        await watching.WaitAsync(TimeSpan.FromSeconds(30));
        seen.ShouldBe([0, 1]);
        lab.Nomad.Asked.ShouldContain("GET /v1/jobs?index=10&wait=60s");
    }

    [Fact]
    public async Task An_index_that_goes_back_starts_the_count_again()
    {
        await using var lab = await TestLab.StartAsync();
        var indexes = new List<int>();
        await foreach (var jobs in lab.Client.WatchAsync<JsonArray>("/v1/jobs", default))
        {
            indexes.Add(lab.Nomad.Asked.Count);
            if (indexes.Count == 1)
                lab.Nomad.State.Index = 4;
            if (indexes.Count == 3)
                break;
        }

        lab.Nomad.Asked.ShouldBe(["GET /v1/jobs", "GET /v1/jobs?index=10&wait=60s", "GET /v1/jobs"]);
    }

    [Fact]
    public async Task A_page_that_comes_again_and_again_is_not_asked_for_forever()
    {
        await using var lab = await TestLab.StartAsync();
        lab.Nomad.State.Allocations.AddRange(Enumerable.Range(0, 201).Select(_ => new JsonObject { ["ID"] = "same", ["JobID"] = "echo" }));
        await Should.ThrowAsync<NomadAnswerException>(() => lab.Client.ListAsync<JsonObject>("/v1/allocations", default));
    }
}
