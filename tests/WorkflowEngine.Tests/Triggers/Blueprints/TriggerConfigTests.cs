using System.Text.Json;
using FluentAssertions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Tests.Conformance;
using WorkflowEngine.Triggers.Blueprints;
using Xunit;

namespace WorkflowEngine.Tests.Triggers.Blueprints;

public sealed class TriggerConfigTests
{
    private const string Everything = """
        {"trigger_type":"TRAIN","is_enabled":true,"statuses":["FAILED","UNAUTHORIZED"],
         "conditions":[{"parameter":"job_data.n","operator":"gte","value":3},{"parameter":"job_data.m","operator":"exists"}],
         "condition_mode":"any","job_name":{"include":["nightly-*"],"exclude":["x"],"syntax":"regex","ignore_case":true},
         "source_experiments":["2","3"],"delay":{"seconds":60,"mode":"debounce","max_wait_seconds":90},
         "limits":{"per_window":{"count":5,"seconds":3600},"cooldown_seconds":7,"max_active":1,"on_exceeded":"defer"}}
        """;

    [Fact]
    public void A_configuration_is_read_as_it_was_written()
    {
        var config = Save(Everything);

        var written = BlueprintCases.Write([config])[0];

        JsonElement.DeepEquals(written, JsonElement.Parse(Everything)).Should().BeTrue(written.GetRawText());
    }

    [Fact]
    public void An_update_of_two_members_keeps_every_option_and_null_takes_each_back()
    {
        var stored = TriggerConfigNormalizer.Normalize(JsonElement.Parse($"[{Everything}]"), BlueprintSet.Default);
        var switched = Set("""[{"trigger_type":"TRAIN","is_enabled":false}]""", stored);

        switched[0].Should().Be(stored[0] with { IsEnabled = false });
        var reset = Set(
            """
            [{"trigger_type":"TRAIN","is_enabled":true,"statuses":null,"conditions":null,"condition_mode":null,"job_name":null,
              "source_experiments":null,"delay":null,"limits":null}]
            """,
            stored);
        BlueprintCases.Write(reset)[0].GetRawText().Should().Be("""{"trigger_type":"TRAIN","is_enabled":true}""");
    }

    [Theory]
    [InlineData("\"statuses\":[\"DELETED\"]", "statuses")]
    [InlineData("\"statuses\":[]", "statuses")]
    [InlineData("\"conditions\":{}", "conditions")]
    [InlineData("\"conditions\":[{\"parameter\":\"a..b\",\"operator\":\"exists\"}]", "conditions")]
    [InlineData("\"conditions\":[{\"parameter\":\"name\",\"operator\":\"equals\"}]", "conditions")]
    [InlineData("\"conditions\":[{\"parameter\":\"name\",\"operator\":\"matches\",\"value\":\"(\"}]", "conditions")]
    [InlineData("\"conditions\":[{\"parameter\":\"name\",\"operator\":\"matches\",\"value\":\"(a)\\\\1\"}]", "conditions")]
    [InlineData("\"condition_mode\":\"most\"", "condition_mode")]
    [InlineData("\"job_name\":{\"include\":[\"[a\"]}", "job_name")]
    [InlineData("\"job_name\":{\"syntax\":\"sql\"}", "job_name")]
    [InlineData("\"source_experiments\":\"others\"", "source_experiments")]
    [InlineData("\"delay\":{\"seconds\":-1}", "delay")]
    [InlineData("\"delay\":{\"seconds\":1.5}", "delay")]
    [InlineData("\"delay\":{\"seconds\":1,\"max_wait_seconds\":5}", "delay")]
    [InlineData("\"limits\":{\"max_total\":0}", "limits")]
    [InlineData("\"limits\":{\"per_window\":{\"count\":5}}", "limits")]
    [InlineData("\"limits\":{\"max_total\":5,\"on_exceeded\":\"defer\"}", "limits")]
    public void A_bad_option_is_refused_when_written_and_a_default_with_a_warning_when_read(string member, string name)
    {
        var entry = $$"""[{"trigger_type":"TRAIN","is_enabled":true,{{member}}}]""";
        var warnings = new List<string>();

        TriggerConfigUpdate.Set(JsonElement.Parse(entry), Defaults, BlueprintSet.Default, out var error).Should().BeNull();
        var read = TriggerConfigNormalizer.Normalize(JsonElement.Parse(entry), BlueprintSet.Default, warnings);

        error.Should().StartWith($"Invalid {name} of trigger_type TRAIN");
        warnings.Should().ContainSingle().Which.Should().StartWith(name);
        BlueprintCases.Write(read)[0].GetRawText().Should().Be("""{"trigger_type":"TRAIN","is_enabled":true}""");
    }

    [Fact]
    public void A_host_adds_blueprints_behind_the_predefined_ones_and_updates_must_name_them()
    {
        var blueprints = BlueprintSet.Default.With(new TriggerBlueprint("PUBLISH", "On Published", "Starts the workflow after a publication", true));
        var configs = TriggerConfigNormalizer.Normalize(null, blueprints);

        configs.Select(config => config.TriggerType).Should().HaveCount(7).And.HaveElementAt(6, "PUBLISH");
        configs[6].IsEnabled.Should().BeTrue();
        TriggerConfigUpdate.Replace(BlueprintCases.Write(Defaults), configs, blueprints, out var error).Should().BeNull();
        error.Should().Contain("exactly 7 trigger configurations");
    }

    [Fact]
    public void A_blueprint_must_have_a_name_that_no_other_has()
    {
        var repeat = () => BlueprintSet.Default.With(new TriggerBlueprint("TRAIN", "Again", ""));
        var alias = () => BlueprintSet.Default.With(new TriggerBlueprint("EXPORT", "Again", ""));

        repeat.Should().Throw<ArgumentException>();
        alias.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_list_of_sources_is_exact_and_does_not_include_the_own_scope_by_itself()
    {
        var sources = Save("""{"trigger_type":"TRAIN","is_enabled":true,"source_experiments":[2,"3"]}""").Sources;

        sources.Contains(new Scope("2"), new Scope("1")).Should().BeTrue();
        sources.Contains(new Scope("3"), new Scope("1")).Should().BeTrue();
        sources.Contains(new Scope("1"), new Scope("1")).Should().BeFalse();
        sources.Contains(null, new Scope("1")).Should().BeFalse();
    }

    private static IReadOnlyList<TriggerConfig> Defaults => TriggerConfigDefaults.Of(BlueprintSet.Default);

    private static TriggerConfig Save(string entry)
    {
        var config = BlueprintCases.Save(JsonElement.Parse(entry), out var error);
        error.Should().BeNull();
        return config!;
    }

    private static IReadOnlyList<TriggerConfig> Set(string entries, IReadOnlyList<TriggerConfig> stored)
    {
        var updated = TriggerConfigUpdate.Set(JsonElement.Parse(entries), stored, BlueprintSet.Default, out var error);
        error.Should().BeNull();
        return updated!;
    }
}
