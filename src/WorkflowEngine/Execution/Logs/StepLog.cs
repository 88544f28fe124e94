using System.Globalization;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution.Logs;

/// <summary>Makes lines of what a step writes: whole, without secrets, and not longer or more than allowed.</summary>
internal sealed class StepLog(Func<JobLog> open, int step, SecretMask mask, WorkflowEngineOptions options) : IStepLog
{
    private const int EngineReserve = 64 * 1024;

    private readonly Lock _lock = new();
    private LineBuffer?[]? _begun;
    private long _written;
    private long _dropped;

    public void Write(LogSource source, ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            while (!text.IsEmpty)
            {
                var end = text.IndexOf('\n');
                var buffer = _begun?[(int)source];
                if (end < 0)
                {
                    Buffer(source).Append(text);
                    return;
                }

                if (buffer is null || buffer.IsEmpty)
                {
                    Add(source, text[..end], end);
                }
                else
                {
                    buffer.Append(text[..end]);
                    Flush(source, buffer);
                }

                text = text[(end + 1)..];
            }
        }
    }

    /// <summary>Writes a line of the engine about the step.</summary>
    public void WriteLine(string text) => Write(LogSource.Engine, text + "\n");

    /// <summary>Writes lines that were begun and tells how many were dropped.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            if (_begun is null && _dropped == 0)
            {
                return;
            }

            for (var source = 0; source < _begun?.Length; source++)
            {
                if (_begun[source] is { IsEmpty: false } buffer)
                {
                    Flush((LogSource)source, buffer);
                }
            }

            if (_dropped > 0)
            {
                open().Add(step, LogSource.Engine, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_dropped} more lines were dropped: the log of a step holds {options.MaxStepLogLength} characters"));
                _dropped = 0;
            }
        }
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) =>
        Interlocked.Read(ref _written) == 0 ? ValueTask.CompletedTask : open().WaitForRoomAsync(cancellationToken);

    private LineBuffer Buffer(LogSource source) =>
        (_begun ??= new LineBuffer[3])[(int)source] ??= new LineBuffer(options.MaxLogLineLength + mask.MaxLength + 1);

    private void Flush(LogSource source, LineBuffer buffer)
    {
        var length = buffer.Length;
        Add(source, buffer.TakeText(), length);
    }

    /// <param name="source">Where the line came from.</param>
    /// <param name="line">What is kept of the line.</param>
    /// <param name="length">How long it was.</param>
    private void Add(LogSource source, ReadOnlySpan<char> line, long length)
    {
        // What the engine says about a step, a retry for one, is still heard when the step itself has said too much.
        var isFull = source == LogSource.Engine
            ? _written >= options.MaxStepLogLength + (long)EngineReserve
            : _dropped > 0 || _written >= options.MaxStepLogLength;
        if (isFull)
        {
            _dropped++;
            return;
        }

        if (line.EndsWith('\r') && length == line.Length)
        {
            line = line[..^1];
            length--;
        }

        var text = Shown(line, length);
        _written += text.Length + 1;
        open().Add(step, source, text);
    }

    private string Shown(ReadOnlySpan<char> line, long length)
    {
        var max = options.MaxLogLineLength;
        var kept = line.Length > max + mask.MaxLength + 1 ? line[..(max + mask.MaxLength + 1)] : line;
        var text = mask.Apply(kept) ?? kept.ToString();
        if (text.Length > max || length > kept.Length)
        {
            // Where the kept part ends a secret may have begun that the mask could not see whole.
            var end = Math.Clamp(kept.Length < length ? text.Length - mask.MaxLength : text.Length, 0, max - 1);
            end = end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
            text = text[..end] + "…";
        }

        // PostgreSQL for one cannot store the character NUL in a text.
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
    }
}
