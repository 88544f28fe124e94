using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>Reads <c>triggers=[push(...), schedule(...), ...]</c>.</summary>
internal sealed class TriggerCalls(PythonNames names, PythonLiteral literal, List<Diagnostic> diagnostics)
{
    private static readonly string[] Events = ["push", "pull_request", "issue", "issue_comment", "chat", "webhook", "schedule", "manual"];
    private static readonly string[] Filters =
        ["branches", "branches_ignore", "tags", "tags_ignore", "paths", "paths_ignore", "types", "contains"];

    /// <summary>What a manual start may be given.</summary>
    public List<InputDefinition> Inputs { get; } = [];

    public IReadOnlyList<TriggerDefinition> Read(PythonExpression value)
    {
        if (PythonLiteral.Items(value) is not { } items)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, "'triggers' must be a list of calls such as push() or schedule(\"0 3 * * *\").", value.Span));
            return [];
        }

        var triggers = new List<TriggerDefinition>();
        foreach (var item in items)
        {
            if (ReadOne(item) is { } trigger)
            {
                triggers.Add(trigger);
            }
        }

        return triggers;
    }

    private TriggerDefinition? ReadOne(PythonExpression item)
    {
        if (item is not CallExpression call || names.Resolve(call.Function) is not { } name)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, "A trigger is a call such as push() or pull_request(types=[\"opened\"]).", item.Span));
            return null;
        }

        if (!Events.Contains(name))
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.UnknownTrigger, $"There is no trigger '{name}'.", item.Span, NearestName.Hint(name, Events)));
            return null;
        }

        return name switch
        {
            "schedule" => Schedule(call),
            "manual" => Manual(call),
            _ => new TriggerDefinition { Event = name, Filter = Filter(name, call), Span = call.Span },
        };
    }

    private TriggerDefinition? Schedule(CallExpression call)
    {
        var cron = call.Arguments is [var first, ..] ? literal.Text("cron", first) : null;
        foreach (var keyword in call.Keywords)
        {
            if (keyword.Name == "cron")
            {
                cron = literal.Text("cron", keyword.Value);
            }
            else
            {
                Unknown("schedule", keyword, ["cron"]);
            }
        }

        if (cron is null)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, "schedule() needs a cron expression, such as schedule(cron=\"0 3 * * *\").", call.Span));
            return null;
        }

        return new TriggerDefinition { Event = "schedule", Cron = cron, Span = call.Span };
    }

    private TriggerDefinition Manual(CallExpression call)
    {
        foreach (var keyword in call.Keywords)
        {
            if (keyword.Name == "inputs")
            {
                ReadInputs(keyword.Value);
            }
            else
            {
                Unknown("manual", keyword, ["inputs"]);
            }
        }

        return new TriggerDefinition { Event = "manual", Span = call.Span };
    }

    private void ReadInputs(PythonExpression value)
    {
        if (PythonLiteral.IsNone(value))
        {
            return;
        }

        if (value is not DictExpression dictionary)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, "'inputs' is a dictionary of names and types, such as {\"environment\": str}.", value.Span));
            return;
        }

        for (var i = 0; i < dictionary.Keys.Length; i++)
        {
            var span = (dictionary.Keys[i] ?? dictionary.Values[i]).Span;
            if (dictionary.Keys[i] is StringLiteral name && InputOf(name.Value, dictionary.Values[i]) is { } input)
            {
                Inputs.Add(input with { Span = span });
                continue;
            }

            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument,
                "An input is a name with a type: str, int, float, bool, enum(\"a\", \"b\"), list(T) or optional(T).",
                span));
        }
    }

    /// <summary>An input with a type as <c>plue</c> or as prompts write it; null when it is none. It is required unless it is optional.</summary>
    private InputDefinition? InputOf(string name, PythonExpression value)
    {
        switch (value)
        {
            case CallExpression { Arguments: [var inner] } call when names.Resolve(call.Function) == "optional":
                return InputOf(name, inner) is { } input ? input with { Required = false } : null;
            case CallExpression { Arguments: [var inner] } call when names.Resolve(call.Function) == "list":
                return InputOf(name, inner) is null ? null : Input(InputType.List);
            case CallExpression { Arguments: [_, ..] } call when names.Resolve(call.Function) == "enum":
                return call.Arguments.All(argument => argument is StringLiteral)
                    ? Input(InputType.Choice) with
                    {
                        Choices = [.. call.Arguments.Select(argument => JsonSerializer.SerializeToElement(((StringLiteral)argument).Value))],
                    }
                    : null;
            case CallExpression call when names.Resolve(call.Function) == "schema":
                return Input(InputType.Map);
        }

        var word = value is StringLiteral text ? text.Value : names.Resolve(value);
        return word switch
        {
            "str" or "string" => Input(InputType.Text),
            "int" or "integer" => Input(InputType.WholeNumber),
            "float" or "number" => Input(InputType.Number),
            "bool" or "boolean" => Input(InputType.Boolean),
            "list" => Input(InputType.List),
            "dict" => Input(InputType.Map),
            _ => null,
        };

        InputDefinition Input(InputType type) => new() { Name = name, Type = type, Required = true };
    }

    private EventFilter Filter(string trigger, CallExpression call)
    {
        foreach (var positional in call.Arguments)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, $"{trigger}() takes named arguments only, such as branches=[\"main\"].", positional.Span));
        }

        var filter = EventFilter.Any;
        foreach (var keyword in call.Keywords)
        {
            filter = keyword.Name switch
            {
                "branches" => filter with { Branches = Texts(keyword) },
                "branches_ignore" => filter with { BranchesIgnore = Texts(keyword) },
                "tags" => filter with { Tags = Texts(keyword) },
                "tags_ignore" => filter with { TagsIgnore = Texts(keyword) },
                "paths" => filter with { Paths = Texts(keyword) },
                "paths_ignore" => filter with { PathsIgnore = Texts(keyword) },
                "types" => filter with { Types = Texts(keyword) },
                "contains" => filter with { Contains = literal.Text("contains", keyword.Value) },
                _ => Ignore(filter, trigger, keyword),
            };
        }

        return filter;
    }

    private IReadOnlyList<string>? Texts(KeywordArgument keyword) =>
        keyword.Value is StringLiteral text ? [text.Value] : literal.Texts(keyword.Name!, keyword.Value);

    private EventFilter Ignore(EventFilter filter, string trigger, KeywordArgument keyword)
    {
        Unknown(trigger, keyword, Filters);
        return filter;
    }

    private void Unknown(string trigger, KeywordArgument keyword, string[] known)
    {
        var message = keyword.Name is null
            ? $"{trigger}() takes arguments written out, not '**'."
            : $"{trigger}() has no argument '{keyword.Name}'.";
        var hint = keyword.Name is null ? null : NearestName.Hint(keyword.Name, known);
        diagnostics.Add(Diagnostic.Error(PythonWorkflowCodes.UnknownArgument, message, keyword.Span, hint));
    }
}
