using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Parameters;
using JamLab.Stages;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class SchemaTests
{
    // What a schema cannot say: YAML's own rules, what names refer to, what addresses mean together.
    private static readonly string[] Expressible =
    [
        "unknown-key", "unknown-section", "keys-from-other-tools", "key-of-another-section", "list-instead-of-mapping", "mapping-instead-of-value", "value-instead-of-list",
        "value-instead-of-mapping", "key-without-value", "section-without-value", "missing-schema", "schema-of-the-future", "missing-sections", "missing-domain-and-cidr",
        "quoted-number", "number-in-words", "vlan-out-of-range", "vm-id-too-small", "yes-instead-of-true", "size-without-unit", "size-with-half-a-unit", "time-without-unit",
        "unknown-hypervisor", "unknown-kind-of-host", "plain-http-endpoint", "shell-without-path", "upper-case-host-name", "underscore-in-host-name", "host-name-with-domain",
        "domain-with-dot-in-front", "user-name-with-capital", "range-written-like-ansible", "image-with-blanks", "role-listed-twice", "address-with-prefix", "address-out-of-range",
        "netmask-instead-of-prefix", "cidr-without-prefix", "cidr-without-room", "mac-with-dashes", "path-instead-of-public-key", "public-key-with-options",
        "public-key-listed-twice", "fingerprint-instead-of-public-key", "file-is-a-list", "password-under-an-unknown-key", "many-mistakes-at-once",
        "service-keys-from-other-tools", "service-words-mistyped", "service-names-that-are-none", "paths-with-detours",
        "unknown-parameter", "unknown-parameter-in-a-mapping", "parameter-of-another-kind", "parameter-is-not-a-choice", "parameter-out-of-range", "parameters-of-an-unknown-role", "parameters-as-a-list", "parameters-without-a-value",
    ];

    public static TheoryData<string> Broken => [.. Expressible];

    [Fact]
    public void The_schema_file_is_what_the_format_says() =>
        Generated(InventorySchema.Json(Roles.Known), Repository.File("environments", "inventory.schema.json"));

    [Fact]
    public void The_reference_in_the_documentation_is_what_the_format_says()
    {
        var file = Repository.File("docs", "inventory.md");
        var codes = "| code | |\n|---|---|\n" + string.Concat(Codes.Descriptions.Select(one => $"| {one.Key} | {one.Value} |\n"));
        var text = Between(File.ReadAllText(file), "<!-- generated: codes -->\n", codes, "<!-- end codes -->");
        Generated(Between(text, "<!-- generated: keys -->\n", "\n" + InventorySchema.ReferenceTables(), "<!-- end -->"), file);
    }

    [Theory]
    [InlineData("home")]
    [InlineData("local")]
    public async Task The_repositorys_inventories_are_valid_to_an_editor(string environment) =>
        (await Errors(Repository.Inventory(environment), Roles.Known)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_a_schema_can_see_it_refuses(string name) =>
        (await Errors(File.ReadAllText(Repository.File("tests", "JamLab.Tests", "Inventory", "Broken", name, "inventory.yml")))).ShouldNotBeEmpty();

    [Theory]
    [InlineData("even-consensus-servers")]
    [InlineData("more-promised-than-a-node-has")]
    [InlineData("group-without-hosts")]
    [InlineData("parameters-that-nobody-reads")]
    [InlineData("starts-before-what-it-waits-for")]
    public async Task What_is_only_advice_the_schema_lets_pass(string name) =>
        (await Errors(File.ReadAllText(Repository.File("tests", "JamLab.Tests", "Inventory", "Broken", name, "inventory.yml")))).ShouldBeEmpty();

    [Fact]
    public void Both_inventories_name_the_schema_for_editors()
    {
        foreach (var environment in new[] { "home", "local" })
            Repository.Inventory(environment).ShouldStartWith("# yaml-language-server: $schema=../inventory.schema.json\n");
    }

    [Fact]
    public void Every_example_fits_its_own_pattern()
    {
        var checkedExamples = 0;
        foreach (var node in JObject.Parse(InventorySchema.Json(SampleRoles.All)).Descendants().OfType<JObject>())
        {
            if (node["pattern"]?.Type != JTokenType.String || node["examples"] is not JArray examples)
                continue;
            foreach (var example in examples)
            {
                Regex.IsMatch((string)example!, (string)node["pattern"]!).ShouldBeTrue($"{example} against {node["pattern"]}");
                checkedExamples++;
            }
        }

        checkedExamples.ShouldBeGreaterThan(30);
    }

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> Errors(string yaml, IReadOnlyList<RoleDescription>? roles = null) =>
        (await JsonSchema.FromJsonAsync(InventorySchema.Json(roles ?? SampleRoles.All), TestContext.Current.CancellationToken)).Validate(YamlAsJson.Convert(yaml));

    private static string Between(string text, string start, string content, string end) =>
        text[..(text.IndexOf(start, StringComparison.Ordinal) + start.Length)] + content + text[text.IndexOf(end, StringComparison.Ordinal)..];

    private static void Generated(string text, string file)
    {
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(file, text);
        File.ReadAllText(file).ShouldBe(text, $"{file} is not current: run the tests with APPROVE=1");
    }
}
