using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WorkflowEngine.Parsing.Prompts;

/// <summary>How the schemas of prompts become JSON.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PromptJson : JsonSerializerContext;
