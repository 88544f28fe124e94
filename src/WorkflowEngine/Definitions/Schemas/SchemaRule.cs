using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>What one keyword asks of a value; tells the check what is wrong and nothing when the value is of a type it is not about.</summary>
internal delegate void SchemaRule(SchemaCheck check, JsonElement value);
