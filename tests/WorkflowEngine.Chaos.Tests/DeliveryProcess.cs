using System.Diagnostics;
using System.Globalization;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>A process that tells of jobs that ended; killed, it goes on where its last line was.</summary>
internal sealed class DeliveryProcess(CompletionSite site, int jobs, int seed) : IDisposable
{
    private Process? _process;
    private int _delivered;

    public bool HasEnded => _process!.HasExited;

    public int Delivered => Volatile.Read(ref _delivered);

    public void Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "exec",
                Path.Combine(AppContext.BaseDirectory, "WorkflowEngine.Tests.Worker.dll"),
                "deliver",
                site.StoreArgument,
                jobs.ToString(CultureInfo.InvariantCulture),
                seed.ToString(CultureInfo.InvariantCulture),
                Delivered.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        };
        if (site.ConnectionString is { } connection)
        {
            start.Environment["WORKFLOWENGINE_POSTGRES"] = connection;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                Interlocked.Increment(ref _delivered);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Ends it as a power cut does, and waits until all that it had written is read.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async Task<int> WaitAsync()
    {
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_process is null)
        {
            return;
        }

        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, or was killed and let go.
        }

        _process.Dispose();
    }
}
