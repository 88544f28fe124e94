using System.Text;
using System.Text.Json;
using WorkflowEngine.Storage.Documents;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage;

/// <summary>The stored form of a <see cref="WorkflowEvent"/>: JSON with a format version.</summary>
public static class EventDocument
{
    private const int FormatVersion = 1;
    private const string Name = "an event";

    /// <summary>Writes an event as text.</summary>
    public static string Write(WorkflowEvent workflowEvent)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, workflowEvent);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    /// <summary>Writes an event as UTF-8.</summary>
    public static byte[] WriteUtf8(WorkflowEvent workflowEvent)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, workflowEvent);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads an event from text.</summary>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static WorkflowEvent Read(string json) => DocumentFormat.Read(json, 0, static (utf8, _) => Read(utf8));

    /// <summary>Reads an event from UTF-8.</summary>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static WorkflowEvent Read(ReadOnlySpan<byte> utf8)
    {
        var root = DocumentFormat.Parse(utf8, Name, FormatVersion);
        try
        {
            return new()
            {
                Scope = new(root.RequiredText("scope"u8)),
                Name = root.RequiredText("name"u8),
                Action = root.Text("action"u8),
                Ref = root.Text("ref"u8),
                Sha = root.Text("sha"u8),
                Before = root.Text("before"u8),
                BaseRef = root.Text("baseRef"u8),
                ChangedPaths = root.Texts("changedPaths"u8),
                Actor = root.Text("actor"u8),
                Payload = root.TryGetProperty("payload"u8, out var payload) ? payload.Clone() : null,
                DeliveryId = root.Text("deliveryId"u8),
                At = root.TryGetProperty("at"u8, out var at) ? at.GetDateTimeOffset() : null,
                CausedByRun = root.TryGetProperty("causedByRun"u8, out var run) ? run.GetInt64() : null,
                CausedByWorkflow = root.Text("causedByWorkflow"u8),
            };
        }
        catch (Exception exception) when (DocumentFormat.IsBroken(exception))
        {
            throw DocumentFormat.Broken(Name, exception);
        }
    }

    private static void Write(PooledBuffer buffer, WorkflowEvent workflowEvent)
    {
        ArgumentNullException.ThrowIfNull(workflowEvent);
        using var writer = new Utf8JsonWriter(buffer, DocumentFormat.WriterOptions);
        writer.WriteStartObject();
        writer.WriteNumber("formatVersion"u8, FormatVersion);
        writer.WriteString("scope"u8, workflowEvent.Scope.Name);
        writer.WriteString("name"u8, workflowEvent.Name);
        writer.WriteOptional("action"u8, workflowEvent.Action);
        writer.WriteOptional("ref"u8, workflowEvent.Ref);
        writer.WriteOptional("sha"u8, workflowEvent.Sha);
        writer.WriteOptional("before"u8, workflowEvent.Before);
        writer.WriteOptional("baseRef"u8, workflowEvent.BaseRef);
        writer.WriteTexts("changedPaths"u8, workflowEvent.ChangedPaths);
        writer.WriteOptional("actor"u8, workflowEvent.Actor);
        writer.WriteOptional("payload"u8, workflowEvent.Payload);
        writer.WriteOptional("deliveryId"u8, workflowEvent.DeliveryId);
        if (workflowEvent.At is { } at)
        {
            writer.WriteString("at"u8, at);
        }

        if (workflowEvent.CausedByRun is { } run)
        {
            writer.WriteNumber("causedByRun"u8, run);
        }

        writer.WriteOptional("causedByWorkflow"u8, workflowEvent.CausedByWorkflow);
        writer.WriteEndObject();
    }
}
