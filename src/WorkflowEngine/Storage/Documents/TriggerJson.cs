using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage.Documents;

internal static class TriggerJson
{
    public static void Write(Utf8JsonWriter writer, TriggerDefinition trigger)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, trigger.Event);
        if (trigger.Filter != EventFilter.Any)
        {
            WriteFilter(writer, trigger.Filter);
        }

        writer.WriteOptional("cron"u8, trigger.Cron);
        writer.WriteOptional("timeZone"u8, trigger.TimeZone);
        writer.WriteOptional("missed"u8, (long)trigger.Missed);
        writer.WriteOptional("jitter"u8, trigger.Jitter == TimeSpan.Zero ? null : (TimeSpan?)trigger.Jitter);
        CommonJson.WriteSpan(writer, "span"u8, trigger.Span);
        writer.WriteEndObject();
    }

    public static TriggerDefinition Read(JsonElement element) => new()
    {
        Event = element.RequiredText("event"u8),
        Filter = element.TryGetProperty("filter"u8, out var filter) ? ReadFilter(filter) : EventFilter.Any,
        Cron = element.Text("cron"u8),
        TimeZone = element.Text("timeZone"u8),
        Missed = (MissedOccurrences)element.Int("missed"u8),
        Jitter = element.Time("jitter"u8) ?? TimeSpan.Zero,
        Span = CommonJson.ReadSpan(element, "span"u8),
    };

    private static void WriteFilter(Utf8JsonWriter writer, EventFilter filter)
    {
        writer.WriteStartObject("filter"u8);
        writer.WriteOptional("dialect"u8, (long)filter.Dialect);
        writer.WriteTexts("branches"u8, filter.Branches);
        writer.WriteTexts("branchesIgnore"u8, filter.BranchesIgnore);
        writer.WriteTexts("tags"u8, filter.Tags);
        writer.WriteTexts("tagsIgnore"u8, filter.TagsIgnore);
        writer.WriteTexts("paths"u8, filter.Paths);
        writer.WriteTexts("pathsIgnore"u8, filter.PathsIgnore);
        writer.WriteTexts("types"u8, filter.Types);
        writer.WriteOptional("contains"u8, filter.Contains);
        writer.WriteEndObject();
    }

    private static EventFilter ReadFilter(JsonElement filter) => new()
    {
        Dialect = (FilterDialect)filter.Int("dialect"u8),
        Branches = filter.Texts("branches"u8),
        BranchesIgnore = filter.Texts("branchesIgnore"u8),
        Tags = filter.Texts("tags"u8),
        TagsIgnore = filter.Texts("tagsIgnore"u8),
        Paths = filter.Texts("paths"u8),
        PathsIgnore = filter.Texts("pathsIgnore"u8),
        Types = filter.Texts("types"u8),
        Contains = filter.Text("contains"u8),
    };
}
