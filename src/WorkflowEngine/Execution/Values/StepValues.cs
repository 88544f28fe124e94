using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Execution.Values;

/// <summary>
/// Gives the placeholders of a step their values when it starts. In a command a value is a variable of the environment that the shell reads, so
/// that it cannot become part of the command, and is in no argument list.
/// </summary>
internal static class StepValues
{
    public static bool IsNeeded(StepDefinition step) =>
        ValueTemplate.MayHave(step.Run) || HasAny(step.Env) || HasAny(step.With)
        || (step.Prompt is { } prompt && prompt.Inputs.ValueKind == JsonValueKind.Object && ValueTemplate.MayHave(prompt.Inputs.GetRawText()));

    /// <summary>The step with values in the place of its placeholders.</summary>
    /// <exception cref="UnresolvedValueException">One of them has no value.</exception>
    public static async Task<StepDefinition> ResolveAsync(StepDefinition step, ValueSource source, CancellationToken cancellationToken)
    {
        var env = await ResolveAsync(step.Env, source, cancellationToken).ConfigureAwait(false);
        var resolved = step with
        {
            With = await ResolveAsync(step.With, source, cancellationToken).ConfigureAwait(false),
            Env = env,
        };
        if (step.Prompt is { } prompt && ValueTemplate.MayHave(prompt.Inputs.GetRawText()))
        {
            var inputs = await ResolveAsync(JsonNode.Parse(prompt.Inputs.GetRawText()), source, cancellationToken).ConfigureAwait(false);
            resolved = resolved with { Prompt = prompt with { Inputs = JsonSerializer.SerializeToElement(inputs) } };
        }

        return ValueTemplate.MayHave(step.Run)
            ? await ResolveCommandAsync(resolved, source, cancellationToken).ConfigureAwait(false)
            : resolved;
    }

    private static bool HasAny(IReadOnlyDictionary<string, string> map)
    {
        foreach (var value in map.Values)
        {
            if (ValueTemplate.MayHave(value))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<StepDefinition> ResolveCommandAsync(StepDefinition step, ValueSource source, CancellationToken cancellationToken)
    {
        var env = new Dictionary<string, string>(step.Env, StringComparer.Ordinal);
        var command = new ShellText();
        var count = 0;
        foreach (var (text, isPlaceholder) in ValueTemplate.Split(step.Run!))
        {
            if (!isPlaceholder)
            {
                command.Add(text);
                continue;
            }

            if (text == "'{'")
            {
                command.Add("{");
                continue;
            }

            var values = await source.FindAllAsync(text, cancellationToken).ConfigureAwait(false);
            var names = new List<string>(values.Count);
            foreach (var value in values)
            {
                var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"WORKFLOW_VALUE_{++count}");
                env[name] = value;
                names.Add(name);
            }

            if (!command.TryAddVariables(names, out var why))
            {
                throw new UnresolvedValueException(text, why);
            }
        }

        return step with { Run = command.ToString(), Env = env };
    }

    private static async Task<IReadOnlyDictionary<string, string>> ResolveAsync(
        IReadOnlyDictionary<string, string> map, ValueSource source, CancellationToken cancellationToken)
    {
        if (!HasAny(map))
        {
            return map;
        }

        var resolved = new Dictionary<string, string>(map.Count, StringComparer.Ordinal);
        foreach (var (name, value) in map)
        {
            resolved[name] = await ResolveAsync(value, source, cancellationToken).ConfigureAwait(false);
        }

        return resolved;
    }

    private static async Task<JsonNode?> ResolveAsync(JsonNode? node, ValueSource source, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case JsonObject fields:
                var made = new JsonObject();
                foreach (var (name, value) in fields)
                {
                    made[name] = await ResolveAsync(value, source, cancellationToken).ConfigureAwait(false);
                }

                return made;
            case JsonArray items:
                var list = new JsonArray();
                foreach (var item in items)
                {
                    list.Add(await ResolveAsync(item, source, cancellationToken).ConfigureAwait(false));
                }

                return list;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return JsonValue.Create(await ResolveAsync(text, source, cancellationToken).ConfigureAwait(false));
            default:
                return node?.DeepClone();
        }
    }

    private static async Task<string> ResolveAsync(string text, ValueSource source, CancellationToken cancellationToken)
    {
        if (!ValueTemplate.MayHave(text))
        {
            return text;
        }

        var result = new StringBuilder();
        foreach (var (part, isPlaceholder) in ValueTemplate.Split(text))
        {
            result.Append(!isPlaceholder ? part
                : part == "'{'" ? "{"
                : string.Join(' ', await source.FindAllAsync(part, cancellationToken).ConfigureAwait(false)));
        }

        return result.ToString();
    }
}
