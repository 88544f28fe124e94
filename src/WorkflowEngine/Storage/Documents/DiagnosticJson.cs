using System.Text.Json;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Storage.Documents;

internal static class DiagnosticJson
{
    public static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, diagnostic.Code);
        writer.WriteNumber("severity"u8, (int)diagnostic.Severity);
        writer.WriteString("message"u8, diagnostic.Message);
        writer.WriteOptional("file"u8, diagnostic.File);
        CommonJson.WriteSpan(writer, "span"u8, diagnostic.Span);
        writer.WriteOptional("hint"u8, diagnostic.Hint);
        writer.WriteEndObject();
    }

    public static Diagnostic Read(JsonElement element) => new()
    {
        Code = element.RequiredText("code"u8),
        Severity = (DiagnosticSeverity)element.GetProperty("severity"u8).GetInt32(),
        Message = element.RequiredText("message"u8),
        File = element.Text("file"u8),
        Span = CommonJson.ReadSpan(element, "span"u8),
        Hint = element.Text("hint"u8),
    };
}
