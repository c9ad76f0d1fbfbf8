using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Tests.Services.Nomad.Api;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

/// <summary>The description itself is looked at by every test that talks to the stand-in; here only whether looking finds anything.</summary>
public sealed class DescriptionTests
{
    public static TheoryData<string, string, string[], string, string> Mistakes => new()
    {
        { "GET", "/no/such", [], "", "GET /no/such is not described" },
        { "PATCH", "/jobs", [], "", "PATCH /jobs is not described" },
        { "GET", "/jobs", ["color"], "", "GET /jobs has no query 'color'" },
        { "POST", "/jobs", [], "", "POST /jobs needs a body" },
        { "GET", "/jobs", [], "{}", "GET /jobs takes no body" },
        { "POST", "/jobs", [], """{"Job":{"Colour":"red"}}""", "POST /jobs: body.Job has no 'Colour' (Job)" },
        { "POST", "/jobs", [], """{"Job":{"TaskGroups":[{"Count":"2"}]}}""", "POST /jobs: body.Job.TaskGroups[0].Count is String, not integer" },
        { "POST", "/jobs", [], """{"EnforceIndex":1}""", "POST /jobs: body.EnforceIndex is Number, not boolean" },
        { "PUT", "/var/nomad/jobs/echo", ["cas"], """{"Items":{"A":1}}""", "PUT /var/nomad/jobs/echo: body.Items.A is Number, not string" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_request_that_Nomad_does_not_describe_is_found(string method, string path, string[] queries, string body, string mistake) =>
        Description().RequestMistakes(method, path, queries, body).ShouldBe([mistake]);

    [Fact]
    public void A_job_of_a_service_is_as_described()
    {
        var body = new System.Text.Json.Nodes.JsonObject { ["Job"] = NomadJob.Of(JobTests.Everything, TestLab.Of).Specification };
        Description().RequestMistakes("POST", "/jobs", [], body.ToJsonString()).ShouldBeEmpty();
    }

    private static ApiDescription Description()
    {
        var description = ApiDescription.Find();
        Assert.SkipUnless(description is not null, "needs Nomad's API description, nomad-openapi-v1.yaml, beside the repository in shared/oracles/hashicorp; without it no test holds requests against it");
        return description;
    }
}
