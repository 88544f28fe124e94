using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>What a call that plans a step gives: its results, as placeholders.</summary>
internal sealed class StepProxy(PlueStep step) : PythonObject
{
    public PlueStep Step { get; } = step;

    public override string TypeName => "step";

    /// <summary>As text a step is what it printed, or what its prompt or function gave.</summary>
    public override string StandsFor => $"{{{{ {Main} }}}}";

    private bool GivesOutput => Step.Kind is PlueStepKind.Llm or PlueStepKind.Agent or PlueStepKind.Python;

    private string Main => $"steps.{Step.Id}.{(GivesOutput ? "output" : "stdout")}";

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "id" => Step.Id,
        "name" => Step.Label ?? Step.Id,
        "stdout" or "stderr" or "exit_code" or "success" or "status" or "output" or "error" => new Placeholder($"steps.{Step.Id}.{name}"),
        "outputs" => new Placeholder($"steps.{Step.Id}.output"),
        _ when name.StartsWith('_') => null,
        _ when Step.OutputNames is { } names && !names.Contains(name) => null,
        _ when GivesOutput => new Placeholder($"steps.{Step.Id}.output.{name}"),
        _ => null,
    };

    public override string Str(Interpreter vm) => vm.Made(StandsFor);

    public override string Repr(Interpreter vm) => $"<step {Step.Id}>";

    public override bool IsTrue(Interpreter vm) => throw Placeholder.NotKnown($"The result of step '{Step.Label ?? Step.Id}'");

    public override object? GetItem(Interpreter vm, object key) => key is string name ? GetAttribute(vm, name) : null;
}
