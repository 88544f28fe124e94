using System.Text.Json;

namespace WorkflowEngine.Definitions;

/// <summary>What a workflow that imports a prompt has to know of it to plan a call.</summary>
public sealed record PromptSignature
{
    /// <summary>The name that workflow files import.</summary>
    public required string Name { get; init; }

    /// <summary>The prompt's file, relative to the root of the repository, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>Whether an agent runs it, with tools and turns, rather than one call of a model. Default: false.</summary>
    public bool IsAgent { get; init; }

    /// <summary>The model, as <c>provider/model</c>. Default: <c>anthropic/claude-sonnet</c>.</summary>
    public string Client { get; init; } = "anthropic/claude-sonnet";

    /// <summary>JSON Schema of the arguments of a call; null when anything goes.</summary>
    public JsonElement? Inputs { get; init; }

    /// <summary>JSON Schema of what a call gives; null when it is text.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>The tools the prompt names. Default: none.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The most turns of an agent. Default: 10.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary>SHA-256 of the prompt's file, so that who imports the prompt changes with it. Default: empty.</summary>
    public string Sha256 { get; init; } = "";
}
