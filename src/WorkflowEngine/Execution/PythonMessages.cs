using System.Text;
using System.Text.Json;
using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>
/// What the shim tells apart from the output: one JSON object a line. Steps within the step become lines of the log; the result or the
/// exception of the function decides what the step gives.
/// </summary>
internal sealed class PythonMessages(IStepLog log)
{
    /// <summary>A result of the largest size, every character of it escaped, and the words around it.</summary>
    private const int MaxLineLength = (StepOutput.MaxLength * 6) + 4096;

    private readonly StringBuilder _line = new();
    private string? _output;
    private StatusReason? _reason;

    /// <summary>Takes text as it comes. What is not a message of the shim is passed over, for any program may write there.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var part = end < 0 ? text : text[..end];
            if (_line.Length + part.Length <= MaxLineLength)
            {
                _line.Append(part);
            }

            if (end < 0)
            {
                return;
            }

            Read(_line.ToString());
            _line.Clear();
            text = text[(end + 1)..];
        }
    }

    public StepResult ToResult(ProcessResult result)
    {
        var plain = ProcessStep.ToResult(result, _output);
        if (_reason is null || result.StartError is not null || result.Exit.Signal is not null)
        {
            return plain;
        }

        return plain with { Status = WorkflowStatus.Failure, Reason = _reason, Output = null };
    }

    private void Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var message = document.RootElement;
            switch (Text(message, "kind"))
            {
                case "line":
                    log.Write(LogSource.Engine, Text(message, "text") + "\n");
                    break;
                case "result":
                    Keep(message.GetProperty("value").GetRawText());
                    break;
                case "error":
                    _reason = new StatusReason(Text(message, "code") ?? ReasonCodes.Exception, Text(message, "text"));
                    break;
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Not a message of the shim.
        }
    }

    private void Keep(string value)
    {
        if (value.Length > StepOutput.MaxLength)
        {
            _reason = new StatusReason(
                ReasonCodes.InvalidStep, $"The output has {value.Length} characters; {StepOutput.MaxLength} are allowed");
        }
        else if (value != "null")
        {
            _output = value;
        }
    }

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
