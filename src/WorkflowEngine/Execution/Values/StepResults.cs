using System.Text.Json;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution.Values;

/// <summary>What the steps of an attempt came to, by id and by name; of several with one name the last to end stands. Safe for several callers.</summary>
internal sealed class StepResults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StepRun> _byName = new(StringComparer.Ordinal);

    public void Set(StepRun step)
    {
        lock (_lock)
        {
            // An id is never hidden by the name of another step.
            _byName[step.Id] = step;
            if (!_byName.TryGetValue(step.Label, out var other) || other.Id != step.Label)
            {
                _byName[step.Label] = step;
            }
        }
    }

    /// <summary>The value of <c>NAME.field</c> or <c>NAME.output.path</c>.</summary>
    public string Find(string placeholder, string path)
    {
        StepRun? step = null;
        var length = -1;
        lock (_lock)
        {
            // Names may hold dots.
            foreach (var (name, candidate) in _byName)
            {
                if (name.Length > length && path.Length > name.Length + 1 && path[name.Length] == '.' && path.StartsWith(name, StringComparison.Ordinal))
                {
                    (step, length) = (candidate, name.Length);
                }
            }
        }

        if (step is null)
        {
            throw new UnresolvedValueException(placeholder, "no step of that name has ended");
        }

        var fields = path[(length + 1)..].Split('.');
        return fields[0] switch
        {
            "exit_code" => step.ExitCode is { } code ? code.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : throw new UnresolvedValueException(placeholder, $"step '{step.Label}' has no exit code"),
            "success" => step.Status == WorkflowStatus.Success ? "true" : "false",
            "status" => step.Status.ToText(),
            "error" => step.Reason?.ToString() ?? "",
            "stdout" or "stderr" => Output(placeholder, step, fields),
            "output" => Output(placeholder, step, fields[1..]),
            var field => throw new UnresolvedValueException(placeholder, $"a step has no '{field}'"),
        };
    }

    private static string Output(string placeholder, StepRun step, string[] fields)
    {
        if (step.Output is null)
        {
            throw new UnresolvedValueException(placeholder, $"step '{step.Label}' gave nothing");
        }

        using var document = JsonDocument.Parse(step.Output);
        var value = document.RootElement;
        foreach (var field in fields)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(field, out value))
            {
                throw new UnresolvedValueException(placeholder, $"step '{step.Label}' gave no '{field}'");
            }
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
