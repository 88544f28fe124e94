using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>One of the engine processes of the cluster: killed, stopped and started again under the same number.</summary>
internal sealed class EngineProcess(int number, TimeSpan skew, ClusterSite site) : IDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;
    private Process? _process;
    private int _incarnation;

    public int Number => number;

    public bool IsStopped { get; private set; }

    /// <summary>When a stopped process is to go on, in ticks of the test's stopwatch.</summary>
    public TimeSpan ResumeAt { get; private set; }

    public int Incarnations => _incarnation;

    public void Start()
    {
        var events = Path.Combine(site.EventsFolder, string.Create(CultureInfo.InvariantCulture, $"{number}-{++_incarnation:00000}.txt"));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "exec",
                Path.Combine(AppContext.BaseDirectory, "WorkflowEngine.Tests.Worker.dll"),
                "postgres",
                site.EffectsFolder,
                "100",
                events,
                ClusterSite.Observer(number),
                ((int)skew.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            },
            Environment = { ["WORKFLOWENGINE_POSTGRES"] = site.ConnectionString },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += static (_, _) => { };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Ends it as a power cut does, also while it is stopped.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        IsStopped = false;
    }

    /// <summary>Whether it has ended although nobody asked it to.</summary>
    public bool HasEnded => _process!.HasExited;

    public void Pause(TimeSpan resumeAt)
    {
        _ = kill(_process!.Id, Stop);
        (IsStopped, ResumeAt) = (true, resumeAt);
    }

    public void Resume()
    {
        _ = kill(_process!.Id, Continue);
        IsStopped = false;
    }

    /// <summary>Lets it stop in good order and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _process!.StandardInput.Close();
        await _process.WaitForExitAsync();
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

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
