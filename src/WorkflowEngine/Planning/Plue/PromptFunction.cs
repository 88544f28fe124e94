using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A prompt as a function: calling it plans a step.</summary>
internal sealed class PromptFunction(PromptSignature prompt, PlueSession session) : PythonObject
{
    private static readonly string[] Own = ["client", "tools", "max_turns", "depends_on"];

    public override string TypeName => "prompt";

    public override bool IsCallable => true;

    public override object? GetAttribute(Interpreter vm, string name) => name is "name" or "__name__" ? prompt.Name : null;

    public override string Repr(Interpreter vm) => $"<prompt {prompt.Name}>";

    public override object Call(Interpreter vm, Arguments arguments)
    {
        if (!session.IsPlanning)
        {
            throw PythonError.Make(ExceptionTypes.RuntimeError, $"prompt '{prompt.Name}' can be called only by a workflow function");
        }

        if (arguments.Count > 0)
        {
            throw PythonError.Type($"{prompt.Name}() takes named arguments only");
        }

        var inputs = new PythonDict(vm);
        var call = Defaults();
        IReadOnlyList<string>? dependencies = null;
        foreach (var (name, value) in arguments.Keywords)
        {
            switch (name)
            {
                case "client" when value is string client:
                    call = call with { Client = client };
                    break;
                case "tools":
                    call = call with { Tools = PlueJson.Of(vm, value) };
                    break;
                case "max_turns":
                    call = value is long turns and > 0 and <= int.MaxValue ? call with { MaxTurns = (int)turns } : call;
                    break;
                case "depends_on":
                    dependencies = StepArguments.Dependencies(vm, session, value);
                    break;
                default:
                    inputs.Set(vm, name, value);
                    break;
            }
        }

        CheckInputs(inputs);
        call = call with { Inputs = PlueJson.Of(vm, inputs) };
        return session.Add(new PlueStep
        {
            Id = session.NextId,
            Label = prompt.Name,
            Kind = prompt.IsAgent ? PlueStepKind.Agent : PlueStepKind.Llm,
            Prompt = call,
            DependsOn = dependencies,
            OutputNames = OutputNames(),
            Span = PlueSession.Here(vm),
        });
    }

    private PromptCall Defaults() => new()
    {
        File = prompt.File,
        Client = prompt.Client,
        Tools = JsonSerializer.SerializeToElement(prompt.Tools),
        MaxTurns = prompt.MaxTurns,
        Inputs = default,
    };

    private void CheckInputs(PythonDict inputs)
    {
        if (prompt.Inputs is not { ValueKind: JsonValueKind.Object } schema
            || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var (key, _) in inputs.Entries())
        {
            if (!properties.TryGetProperty((string)key, out _))
            {
                throw PlueModules.Unknown(
                    PythonWorkflowCodes.UnknownArgument,
                    $"The prompt '{prompt.Name}' has no input '{key}'.",
                    (string)key,
                    properties.EnumerateObject().Select(property => property.Name).Concat(Own));
            }
        }

        if (!schema.TryGetProperty("required", out var required))
        {
            return;
        }

        foreach (var name in required.EnumerateArray())
        {
            if (inputs.Find(name.GetString()!) is null)
            {
                throw new PythonStop(PythonWorkflowCodes.InvalidArgument, $"The prompt '{prompt.Name}' needs the input '{name.GetString()}'.");
            }
        }
    }

    private HashSet<string>? OutputNames() =>
        prompt.Output is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
            : null;
}
