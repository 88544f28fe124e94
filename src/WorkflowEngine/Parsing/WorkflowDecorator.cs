using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>
/// Reads <c>@workflow</c> in both forms: <c>name=, on=[...], agent=</c> and <c>triggers=[push(...), ...], image=, dockerfile=</c>,
/// with <c>description, tags, timeout, concurrency, env</c> in either.
/// </summary>
internal sealed class WorkflowDecorator(PythonNames names, string file, List<Diagnostic> diagnostics)
{
    private static readonly string[] Known =
        ["name", "on", "agent", "triggers", "image", "dockerfile", "description", "tags", "timeout", "concurrency", "env"];

    private readonly PythonLiteral _literal = new(diagnostics);
    private readonly List<TriggerDefinition> _triggers = [];
    private string? _name;
    private string? _description;
    private string? _image;
    private string? _dockerfile;
    private IReadOnlyList<InputDefinition> _inputs = [];
    private bool _agent;
    private bool _hasOn;
    private TimeSpan? _timeout;
    private IReadOnlyList<string> _tags = [];
    private IReadOnlyDictionary<string, string> _env = EmptyMap.Strings;
    private ConcurrencyDefinition? _concurrency;

    /// <param name="function">The decorated function.</param>
    /// <param name="decorator">The decorator, with or without arguments.</param>
    /// <param name="isOnly">Whether the file has no other workflow, so that the file's name can stand for it.</param>
    public WorkflowHeader Read(FunctionDefinition function, PythonExpression decorator, bool isOnly)
    {
        if (decorator is CallExpression call)
        {
            ReadArguments(call);
        }
        else
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, "@workflow is written with parentheses.", decorator.Span, "Write @workflow(triggers=[push()])."));
        }

        var name = _name ?? (_hasOn && isOnly ? Path.GetFileNameWithoutExtension(file) : function.Name);
        if (function.Parameters.IsEmpty)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidFunction,
                $"A workflow function takes the context as its parameter: 'def {function.Name}(ctx)'.",
                function.Span));
        }

        var definition = new WorkflowDefinition
        {
            Ref = name,
            Description = _description ?? Docstring(function),
            Tags = _tags,
            Agent = _agent,
            Inputs = _inputs,
            Triggers = _triggers,
            Env = _env,
            Concurrency = _concurrency,
        };
        return new WorkflowHeader(definition, _timeout, _image, _dockerfile);
    }

    private void ReadArguments(CallExpression call)
    {
        foreach (var positional in call.Arguments)
        {
            diagnostics.Add(Diagnostic.Error(
                PythonWorkflowCodes.InvalidArgument, "@workflow takes named arguments only, such as name=\"...\".", positional.Span));
        }

        foreach (var keyword in call.Keywords)
        {
            if (keyword.Name is null)
            {
                diagnostics.Add(Diagnostic.Error(
                    PythonWorkflowCodes.InvalidArgument, "@workflow takes arguments written out, not '**'.", keyword.Span));
                continue;
            }

            ReadArgument(keyword.Name, keyword.Value, keyword.Span);
        }
    }

    private void ReadArgument(string argument, PythonExpression value, SourceSpan span)
    {
        switch (argument)
        {
            case "name":
                _name = _literal.Text(argument, value);
                break;
            case "on":
                _hasOn = true;
                ReadEvents(value);
                break;
            case "agent":
                _agent = _literal.Boolean(argument, value) ?? false;
                break;
            case "triggers":
                var calls = new TriggerCalls(names, _literal, diagnostics);
                _triggers.AddRange(calls.Read(value));
                _inputs = calls.Inputs;
                break;
            case "description":
                _description = _literal.Text(argument, value);
                break;
            case "tags":
                _tags = _literal.Texts(argument, value) ?? [];
                break;
            case "timeout":
                _timeout = _literal.Duration(argument, value);
                break;
            case "env":
                _env = _literal.Map(argument, value) ?? EmptyMap.Strings;
                break;
            case "concurrency":
                ReadConcurrency(value);
                break;
            case "image" or "dockerfile":
                var place = _literal.Text(argument, value);
                (_image, _dockerfile) = argument == "image" ? (place, _dockerfile) : (_image, place);
                if (place is null)
                {
                    break;
                }

                diagnostics.Add(Diagnostic.Warning(
                    PythonWorkflowCodes.NotSupported, $"'{argument}' has no effect yet: steps run on the worker's machine.", span));
                break;
            default:
                diagnostics.Add(Diagnostic.Warning(
                    PythonWorkflowCodes.UnknownArgument, $"@workflow has no argument '{argument}'.", span, NearestName.Hint(argument, Known)));
                break;
        }
    }

    private void ReadEvents(PythonExpression value)
    {
        if (value is StringLiteral text)
        {
            diagnostics.Add(Diagnostic.Warning(
                PythonWorkflowCodes.InvalidArgument, "'on' is a list; a single string starts nothing.", value.Span, $"Write on=[\"{text.Value}\"]."));
            return;
        }

        var events = _literal.Texts("on", value, allowNames: true) ?? [];
        foreach (var name in events)
        {
            _triggers.Add(new TriggerDefinition { Event = name, Span = value.Span });
        }
    }

    private void ReadConcurrency(PythonExpression value)
    {
        if (value is not DictExpression dictionary)
        {
            _concurrency = _literal.Text("concurrency", value) is { } group ? new ConcurrencyDefinition(group) : null;
            return;
        }

        string? name = null;
        var cancel = false;
        for (var i = 0; i < dictionary.Keys.Length; i++)
        {
            switch ((dictionary.Keys[i] as StringLiteral)?.Value)
            {
                case "group":
                    name = _literal.Text("concurrency.group", dictionary.Values[i]);
                    break;
                case "cancel_in_progress":
                    cancel = _literal.Boolean("concurrency.cancel_in_progress", dictionary.Values[i]) ?? false;
                    break;
                default:
                    diagnostics.Add(Diagnostic.Warning(
                        PythonWorkflowCodes.UnknownArgument,
                        "'concurrency' has the keys 'group' and 'cancel_in_progress'.",
                        (dictionary.Keys[i] ?? dictionary.Values[i]).Span));
                    break;
            }
        }

        if (string.IsNullOrEmpty(name))
        {
            diagnostics.Add(Diagnostic.Error(PythonWorkflowCodes.InvalidArgument, "'concurrency' needs a 'group'.", value.Span));
            return;
        }

        _concurrency = new ConcurrencyDefinition(name, cancel);
    }

    private static string? Docstring(FunctionDefinition function) =>
        function.Body is [ExpressionStatement { Value: StringLiteral text }, ..] ? text.Value.Trim() : null;
}
