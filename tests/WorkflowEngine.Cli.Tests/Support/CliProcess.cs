using System.Diagnostics;

namespace WorkflowEngine.Cli.Tests.Support;

/// <summary>The built command as a process of its own, for what only a process can show.</summary>
public sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _lines = [];

    private CliProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public string Out => string.Join('\n', _lines);

    public static CliProcess Start(CliRig rig, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WorkflowEngine.Cli.dll"), .. arguments])
        {
            WorkingDirectory = rig.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_STATE_HOME"] = Path.GetDirectoryName(rig.StateFolder);
        return new(Process.Start(start)!);
    }

    /// <summary>Reads lines until one has a text in it.</summary>
    public async Task ReadUntilAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The command ended without saying '{text}':\n{Out}\n{await _error}");
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<CliResult> EndAsync()
    {
        _lines.Add(await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(_process.ExitCode, Out, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
