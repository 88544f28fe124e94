using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>A job of a plan: a definition, or one instance of a definition with a fan-out.</summary>
public sealed record PlannedJob
{
    /// <summary>What the author wrote.</summary>
    public required JobDefinition Definition { get; init; }

    /// <summary>The position of the item in the fan-out, from 0; null when there is none.</summary>
    public int? ItemIndex { get; init; }

    /// <summary>The item; null when there is none.</summary>
    public JsonElement? Item { get; init; }

    /// <summary>Whether this stands for a fan-out over an empty list, which succeeds without running.</summary>
    public bool IsEmptyFanOut => Definition.ForEach is { Items.Count: 0 };

    /// <summary>The name to show; for an instance <c>name[i]</c>.</summary>
    public string Label => ItemIndex is { } index
        ? string.Create(CultureInfo.InvariantCulture, $"{Definition.DisplayName}[{index}]")
        : Definition.DisplayName;
}
