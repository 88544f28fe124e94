using System.Text.Json;

namespace WorkflowEngine.Definitions;

/// <summary>A call of a prompt that a step makes.</summary>
public sealed record PromptCall
{
    /// <summary>The prompt's file, relative to the root of the repository, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The model, as <c>provider/model</c>.</summary>
    public required string Client { get; init; }

    /// <summary>The arguments, a JSON object; its texts may hold placeholders that are resolved when the step starts.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>The tools, a JSON list of names and objects.</summary>
    public required JsonElement Tools { get; init; }

    /// <summary>The most turns of an agent. Default: 10.</summary>
    public int MaxTurns { get; init; } = 10;
}
