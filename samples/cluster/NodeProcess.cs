using System.Diagnostics;
using System.Globalization;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>An engine process as the table shows it. When it ends unasked it is shown as gone for a while, then started again.</summary>
internal sealed class NodeProcess(int number, string connectionString) : IAsyncDisposable
{
    private static readonly TimeSpan TimeUntilRestart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(8);
    private Process? _process;
    private long _goneSince;
    private int _lives;
    private long _done;

    /// <summary>The name under which the process claims: another one for each life, as another process is another worker.</summary>
    public string Worker => string.Create(CultureInfo.InvariantCulture, $"engine-{number}{(_lives > 1 ? "/" + _lives : "")}");

    public int? Id => IsGone ? null : _process?.Id;

    public bool IsGone => _goneSince != 0;

    /// <summary>Whether it has started to work, in whichever life.</summary>
    public bool IsReady { get; private set; }

    public int Lives => _lives;

    public int Running { get; private set; }

    /// <summary>The jobs done in all lives.</summary>
    public long Done { get; private set; }

    public double DonePerSecond { get; private set; }

    public void Start()
    {
        _lives++;
        (_goneSince, _done, Running) = (0, 0, 0);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            Environment = { [Show.Database] = connectionString },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(NodeProcess).Assembly.Location);
        }

        start.ArgumentList.Add("node");
        start.ArgumentList.Add(Worker);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    /// <summary>Looks whether it is still there.</summary>
    public void Tend()
    {
        if (!IsGone && _process!.HasExited)
        {
            (_goneSince, Running, DonePerSecond) = (Stopwatch.GetTimestamp(), 0, 0);
        }
        else if (IsGone && Stopwatch.GetElapsedTime(_goneSince) > TimeUntilRestart)
        {
            _process!.Dispose();
            Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var limit = new CancellationTokenSource(TimeToStop);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line?.Split(' ') is [var done, var running])
        {
            var now = long.Parse(done, CultureInfo.InvariantCulture);
            IsReady = true;
            DonePerSecond = now - _done;
            Done += now - _done;
            (_done, Running) = (now, int.Parse(running, CultureInfo.InvariantCulture));
        }
    }
}
