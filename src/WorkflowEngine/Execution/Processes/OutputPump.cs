using System.Buffers;
using System.IO.Pipes;
using System.Text;

namespace WorkflowEngine.Execution.Processes;

/// <summary>Reads one pipe to its end, decodes it as UTF-8 and hands it on. What is not UTF-8 becomes U+FFFD.</summary>
/// <param name="pipe">The pipe.</param>
/// <param name="handler">Takes the text.</param>
/// <param name="room">Completes when the handler can take more; what is not read meanwhile makes the program wait.</param>
internal sealed class OutputPump(AnonymousPipeServerStream pipe, OutputHandler handler, Func<CancellationToken, ValueTask>? room)
{
    private const int ChunkSize = 32 * 1024;
    private const int MaxLeftover = 1024 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _reads;
    private volatile bool _blocked;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Whether text waits for the handler, so that the pipe only looks quiet.</summary>
    public bool IsBlocked => _blocked;

    /// <summary>Reads until the pipe ends or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (true)
            {
                var count = await pipe.ReadAsync(bytes.AsMemory(0, ChunkSize), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                _blocked = true;
                Interlocked.Increment(ref _reads);
                Decode(bytes.AsSpan(0, count), flush: false);
                if (room is not null)
                {
                    await room(cancellationToken).ConfigureAwait(false);
                }

                _blocked = false;
            }
        }
        catch (OperationCanceledException)
        {
            // The caller has waited long enough; Finish takes what is there.
        }
        finally
        {
            _blocked = false;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Takes what is in the pipe without waiting for more, after <see cref="RunAsync"/> has ended.</summary>
    public void Finish()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var descriptor = (int)pipe.SafePipeHandle.DangerousGetHandle();
        for (var total = 0; total < MaxLeftover;)
        {
            var count = Libc.ReadIfReady(descriptor, bytes);
            if (count <= 0)
            {
                break;
            }

            total += count;
            Decode(bytes.AsSpan(0, count), flush: false);
        }

        Decode([], flush: true);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(bytes.Length));
        var count = _decoder.GetChars(bytes, chars, flush);
        if (count > 0)
        {
            handler(chars.AsSpan(0, count));
        }

        ArrayPool<char>.Shared.Return(chars);
    }
}
