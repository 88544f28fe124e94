using System.Text;
using System.Text.Json;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Documents;

namespace WorkflowEngine.Storage;

/// <summary>
/// The stored form of the events of one transition of a run, small enough to be one row: an array of the format version and one array
/// per event. The run is the row's and not repeated.
/// </summary>
/// <remarks>
/// An event is <c>[sequence, kind, status, ticks, job, attempt, step, label, code, text, type]</c> with the UTC ticks of its instant; what is
/// null at the end is left out.
/// </remarks>
public static class RunEventsDocument
{
    private const int FormatVersion = 1;
    private const string Name = "run events";

    /// <summary>Writes events as text.</summary>
    public static string Write(IReadOnlyList<RunEvent> events)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, events);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    /// <summary>Writes events as UTF-8.</summary>
    public static byte[] WriteUtf8(IReadOnlyList<RunEvent> events)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, events);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads events from text.</summary>
    /// <param name="json">The document.</param>
    /// <param name="runId">The run they belong to.</param>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static IReadOnlyList<RunEvent> Read(string json, long runId) => DocumentFormat.Read(json, runId, Read);

    /// <summary>Reads events from UTF-8.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="runId">The run they belong to.</param>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static IReadOnlyList<RunEvent> Read(ReadOnlySpan<byte> utf8, long runId)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, DocumentFormat.ReaderOptions);
            Expect(ref reader, JsonTokenType.StartArray);
            Expect(ref reader, JsonTokenType.Number);
            DocumentFormat.CheckVersion(Name, reader.GetInt32(), FormatVersion);
            var events = new List<RunEvent>();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                events.Add(ReadEvent(ref reader, runId));
            }

            return reader.TokenType == JsonTokenType.EndArray ? events : throw new FormatException("An event is not an array.");
        }
        catch (Exception exception) when (DocumentFormat.IsBroken(exception))
        {
            throw DocumentFormat.Broken(Name, exception);
        }
    }

    private static void Write(PooledBuffer buffer, IReadOnlyList<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        using var writer = new Utf8JsonWriter(buffer, DocumentFormat.WriterOptions);
        writer.WriteStartArray();
        writer.WriteNumberValue(FormatVersion);
        for (var i = 0; i < events.Count; i++)
        {
            WriteEvent(writer, events[i]);
        }

        writer.WriteEndArray();
    }

    private static void WriteEvent(Utf8JsonWriter writer, RunEvent runEvent)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(runEvent.Sequence);
        writer.WriteNumberValue((int)runEvent.Kind);
        writer.WriteNumberValue((int)runEvent.Status);
        writer.WriteNumberValue(runEvent.At.UtcTicks);
        var last = LastField(runEvent);
        WriteNumber(writer, runEvent.Job, last >= 1);
        WriteNumber(writer, runEvent.Attempt, last >= 2);
        WriteNumber(writer, runEvent.Step, last >= 3);
        WriteText(writer, runEvent.Label, last >= 4);
        WriteText(writer, runEvent.Reason?.Code, last >= 5);
        WriteText(writer, runEvent.Reason?.Text, last >= 6);
        WriteText(writer, runEvent.JobType, last >= 7);
        writer.WriteEndArray();
    }

    private static int LastField(RunEvent runEvent) => runEvent switch
    {
        { JobType: not null } => 7,
        { Reason.Text: not null } => 6,
        { Reason: not null } => 5,
        { Label: not null } => 4,
        { Step: not null } => 3,
        { Attempt: not null } => 2,
        { Job: not null } => 1,
        _ => 0,
    };

    private static void WriteNumber(Utf8JsonWriter writer, int? value, bool isWritten)
    {
        if (!isWritten)
        {
            return;
        }

        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string? value, bool isWritten)
    {
        if (isWritten)
        {
            writer.WriteStringValue(value);
        }
    }

    private static RunEvent ReadEvent(ref Utf8JsonReader reader, long runId)
    {
        Expect(ref reader, JsonTokenType.Number);
        var sequence = reader.GetInt64();
        Expect(ref reader, JsonTokenType.Number);
        var kind = (RunEventKind)reader.GetInt32();
        Expect(ref reader, JsonTokenType.Number);
        var status = (WorkflowStatus)reader.GetInt32();
        Expect(ref reader, JsonTokenType.Number);
        var at = new DateTimeOffset(reader.GetInt64(), TimeSpan.Zero);
        var job = ReadNumber(ref reader);
        var attempt = ReadNumber(ref reader);
        var step = ReadNumber(ref reader);
        var label = ReadText(ref reader);
        var code = ReadText(ref reader);
        var text = ReadText(ref reader);
        var type = ReadText(ref reader);
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.EndArray);
        }

        return new()
        {
            RunId = runId,
            Sequence = sequence,
            Kind = kind,
            Status = status,
            At = at,
            Job = job,
            Attempt = attempt,
            Step = step,
            Label = label,
            Reason = code is null ? null : new(code, text),
            JobType = type,
        };
    }

    private static int? ReadNumber(ref Utf8JsonReader reader) =>
        IsAtValue(ref reader) && reader.TokenType != JsonTokenType.Null ? reader.GetInt32() : null;

    private static string? ReadText(ref Utf8JsonReader reader) => IsAtValue(ref reader) ? reader.GetString() : null;

    // Stays at the end of the array once it is there: the fields after it were null and left out.
    private static bool IsAtValue(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.EndArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new FormatException($"A {type} was expected.");
        }
    }
}
