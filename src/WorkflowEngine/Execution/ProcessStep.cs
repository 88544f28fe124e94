using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>What shell and Python steps have in common: where they run and what the end of their program means.</summary>
internal static class ProcessStep
{
    private const int MaxReasonLength = 4096;

    /// <summary>Opens the workspace and finds the step's folder in it; null with the failure when that is impossible.</summary>
    public static async Task<(string? Folder, StepResult? Failure)> OpenFolderAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return (null, StepResult.Failure(ReasonCodes.StartFailed, "programs can be run on Linux and macOS only"));
        }

        string workspace;
        try
        {
            workspace = await context.OpenWorkspaceAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (WorkflowEngineException exception)
        {
            return (null, StepResult.Failure(ReasonCodes.StartFailed, exception.Message));
        }

        var folder = WorkspacePath.Resolve(workspace, context.Step.WorkingDirectory, out var error);
        if (folder is not null && Directory.Exists(folder))
        {
            return (folder, null);
        }

        error ??= $"'{context.Step.WorkingDirectory}' is not a folder";
        return (null, StepResult.Failure(ReasonCodes.StartFailed, $"The working directory {error}"));
    }

    /// <summary>The result of a program that was not stopped.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="output">What the step gives.</param>
    public static StepResult ToResult(ProcessResult result, string? output)
    {
        if (result.StartError is { } error)
        {
            return StepResult.Failure(ReasonCodes.StartFailed, error);
        }

        var exit = result.Exit;
        if (exit.Code == 0)
        {
            return new StepResult { Status = WorkflowStatus.Success, ExitCode = 0, Output = output };
        }

        var reason = exit.Signal is { } signal
            ? new StatusReason(ReasonCodes.Signal, Killed(signal, exit.SignalName))
            : new StatusReason(ReasonCodes.ExitCode, EndOf(result.Error));
        return new StepResult { Status = WorkflowStatus.Failure, Reason = reason, ExitCode = exit.Code, Output = output };
    }

    /// <summary>What a program wrote, as a JSON object.</summary>
    public static string OutputOf(ProcessResult result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("stdout", Storable(result.Output));
            writer.WriteString("stderr", Storable(result.Error));
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static string Killed(int signal, string? name) => name is null
        ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {signal}")
        : string.Create(CultureInfo.InvariantCulture, $"killed by signal {signal} ({name})");

    private static string? EndOf(string error)
    {
        var text = Storable(error).Trim();
        var start = Math.Max(0, text.Length - MaxReasonLength);
        start = start > 0 && char.IsLowSurrogate(text[start]) ? start + 1 : start;
        return text.Length == 0 ? null : text[start..];
    }

    /// <summary>PostgreSQL for one cannot store the character NUL.</summary>
    private static string Storable(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
}
