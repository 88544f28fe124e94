using System.Globalization;
using System.Reflection;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution;

/// <summary>
/// Executes Python steps: an interpreter loads the file from the workspace and calls the function. The interpreter is not isolated from the
/// step's environment, because authors rely on PYTHONPATH and on installed packages; modules of the repository are found.
/// </summary>
/// <param name="processes">Runs the interpreter.</param>
/// <param name="interpreter">A path, or a name that is looked for on the step's PATH.</param>
internal sealed class PythonStepRunner(ProcessRunner processes, string interpreter) : IStepRunner
{
    private const string ShimResource = "WorkflowEngine.Execution.shim.py";

    private static readonly Lazy<byte[]> Shim = new(ReadShim);

    public async Task<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.Step.Function is not { } function)
        {
            return StepResult.Failure(ReasonCodes.InvalidStep, "A Python step needs a function");
        }

        var (folder, failure) = await ProcessStep.OpenFolderAsync(context, cancellationToken).ConfigureAwait(false);
        if (folder is null)
        {
            return failure!;
        }

        var workspace = context.Workspace!;
        var file = WorkspacePath.Resolve(workspace, function.File, out var error);
        if (file is null || !File.Exists(file))
        {
            return StepResult.Failure(ReasonCodes.InvalidStep, $"The file {error ?? $"'{function.File}' is not a file"}");
        }

        // Beside the workspace they go when it goes, even if this process is killed.
        var files = context.JobWorkspace is { } own
            ? Directory.CreateDirectory(own.FileFor($"step-{Guid.NewGuid():N}"))
            : Directory.CreateTempSubdirectory("workflow-step-");
        try
        {
            var shim = Path.Combine(files.FullName, "shim.py");
            var about = Path.Combine(files.FullName, "context.json");
            await File.WriteAllBytesAsync(shim, Shim.Value, cancellationToken).ConfigureAwait(false);
            await File.WriteAllBytesAsync(about, About(context, function, workspace, file), cancellationToken).ConfigureAwait(false);
            var start = new ProcessStart
            {
                // Unbuffered, so that a line is seen when it is printed; UTF-8, whatever the locale of the host.
                Command = [interpreter, "-u", "-X", "utf8", shim, about],
                Folder = folder,
                Env = context.Env,
                HasControl = true,
            };
            var messages = new PythonMessages(context.Log);
            var result = await processes.RunAsync(start, context.Log, messages.Take, cancellationToken).ConfigureAwait(false);
            if (result.WasStopped)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return messages.ToResult(result);
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    private static byte[] About(StepContext context, PythonFunction function, string workspace, string file)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var source = context.Run.Event;
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteString("function", function.Name);
            writer.WriteString("workspace", workspace);
            writer.WriteString("folder", Path.GetDirectoryName(file));
            writer.WriteString("step", context.Step.Id);
            writer.WriteString("run", context.Run.Id.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartObject("event");
            writer.WriteString("type", source.Name);
            writer.WriteString("action", source.Action);
            writer.WriteString("ref", source.Ref);
            writer.WriteString("ref_name", source.RefName);
            writer.WriteString("sha", source.Sha);
            writer.WriteString("before", source.Before);
            writer.WriteString("base_ref", source.BaseRef);
            writer.WriteString("actor", source.Actor);
            writer.WriteString("repository", source.Scope.Name);
            WriteDocument(writer, "payload", source.Payload);
            writer.WriteEndObject();
            WriteDocument(writer, "inputs", context.Run.Inputs);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteDocument(Utf8JsonWriter writer, string name, JsonElement? document)
    {
        writer.WritePropertyName(name);
        if (document is { ValueKind: not JsonValueKind.Undefined } value)
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static byte[] ReadShim()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(ShimResource)
            ?? throw new InvalidOperationException($"The resource {ShimResource} is missing.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
