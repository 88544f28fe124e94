using System.Diagnostics;
using System.Globalization;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>A process that only executes jobs, which can be killed at any line it writes.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _lines = new(0);

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static WorkerProcess Start(string store, string effects, int maxLostAttempts)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "exec",
                Path.Combine(AppContext.BaseDirectory, "WorkflowEngine.Tests.Worker.dll"),
                store,
                effects,
                maxLostAttempts.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = new Process { StartInfo = start };
        var worker = new WorkerProcess(process);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                worker._lines.Release();
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        return worker;
    }

    /// <summary>Waits until the worker has written so many more lines, or until the time is over.</summary>
    public async Task<bool> WaitForLinesAsync(int count, TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(longest);
        try
        {
            for (var line = 0; line < count; line++)
            {
                await _lines.WaitAsync(limit.Token);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends the process as a power cut does: SIGKILL, no handler runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets the process stop in good order and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _lines.Dispose();
    }
}
