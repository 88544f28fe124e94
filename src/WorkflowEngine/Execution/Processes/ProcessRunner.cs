using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution.Logs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution.Processes;

/// <summary>Runs a program to its end, together with everything it starts, and stops all of that when asked to.</summary>
internal sealed class ProcessRunner(ChildProcesses children, WorkflowEngineOptions options, TimeProvider time)
{
    /// <summary>How long a pipe may be silent after its program has ended: somebody else holds it open then.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>How long somebody else may go on writing after the program has ended.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>How long the system may take to end a killed program.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a program. A cancelled token sends SIGTERM to its process group, and SIGKILL when the grace is over; the result says so.
    /// What is left of the group when the program has ended is killed: a job has no daemons.
    /// </summary>
    /// <param name="start">The program.</param>
    /// <param name="log">Takes its output; null when nobody reads it.</param>
    /// <param name="control">Takes what it writes to descriptor 3.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ProcessResult> RunAsync(
        ProcessStart start, IStepLog? log, OutputHandler? control, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var child = children.TryStart(start, out var startError);
        if (child is null)
        {
            return new ProcessResult { StartError = startError };
        }

        try
        {
            return await FollowAsync(child, log, control, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whatever went wrong here, the program must not go on alone. Does nothing when it has been ended already.
            children.End(child);
        }
    }

    private async Task<ProcessResult> FollowAsync(
        ChildProcess child, IStepLog? log, OutputHandler? control, CancellationToken cancellationToken)
    {
        var output = new OutputTail(StepOutput.MaxLength);
        var error = new OutputTail(StepOutput.MaxLength);
        Func<CancellationToken, ValueTask>? room = log is StepLog bounded ? bounded.WaitForRoomAsync : null;
        List<OutputPump> pumps =
        [
            new OutputPump(child.Output, text => Take(LogSource.Output, output, text), room),
            new OutputPump(child.Error, text => Take(LogSource.Error, error, text), room),
        ];
        if (child.Control is not null)
        {
            pumps.Add(new OutputPump(child.Control, control!, room: null));
        }

        using var stopReading = new CancellationTokenSource();
        var reading = Task.WhenAll(pumps.Select(pump => pump.RunAsync(stopReading.Token)));
        var stopped = !await EndsBySelfAsync(child, cancellationToken).ConfigureAwait(false);
        if (stopped)
        {
            await StopAsync(child, reading).ConfigureAwait(false);
        }

        await ListenToTheEndAsync(reading, pumps).ConfigureAwait(false);
        child.Signal(Libc.SIGKILL);
        await stopReading.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        pumps.ForEach(pump => pump.Finish());
        var exit = children.End(child) ?? new ProcessExit(128 + Libc.SIGKILL, Libc.SIGKILL);
        return new ProcessResult { Exit = exit, WasStopped = stopped, Output = output.ToString(), Error = error.ToString() };

        void Take(LogSource source, OutputTail tail, ReadOnlySpan<char> text)
        {
            tail.Append(text);
            log?.Write(source, text);
        }
    }

    private static async Task<bool> EndsBySelfAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        try
        {
            await child.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task StopAsync(ChildProcess child, Task reading)
    {
        child.Signal(Libc.SIGTERM);

        // A shell often dies at once while the command it ran is still cleaning up; that one holds the pipes until it is done.
        using var enough = new CancellationTokenSource();
        var grace = Task.Delay(options.StopGrace, time, enough.Token);
        await Task.WhenAny(Task.WhenAll(child.Exited, reading), grace).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        child.Signal(Libc.SIGKILL);
        using var killed = new CancellationTokenSource();
        await Task.WhenAny(child.Exited, Task.Delay(KillTime, time, killed.Token)).ConfigureAwait(false);
        await killed.CancelAsync().ConfigureAwait(false);
    }

    private async Task ListenToTheEndAsync(Task reading, List<OutputPump> pumps)
    {
        var began = time.GetTimestamp();
        while (!reading.IsCompleted)
        {
            var before = pumps.Sum(pump => pump.Reads);
            using var read = new CancellationTokenSource();
            await Task.WhenAny(reading, Task.Delay(Quiet, time, read.Token)).ConfigureAwait(false);
            await read.CancelAsync().ConfigureAwait(false);
            var blocked = pumps.Exists(pump => pump.IsBlocked);
            if (!blocked && (pumps.Sum(pump => pump.Reads) == before || time.GetElapsedTime(began) > LastWords))
            {
                return;
            }
        }
    }
}
