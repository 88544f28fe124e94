using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;
using WorkflowEngine.Triggers;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Reads the workflows of a Python file and plans each of them for a stand-in event.</summary>
internal sealed class PlueFile
{
    /// <summary>How many times the steps of one body all bodies of a file may take together.</summary>
    private const int BodiesWorth = 4;

    private readonly WorkflowPython _source;
    private readonly Scope _scope;
    private readonly PythonLimits _limits;
    private readonly IPromptCatalog? _prompts;
    private readonly WorkflowEvent? _event;
    private readonly List<Diagnostic> _ofFile = [];
    private long _remaining;

    private PlueFile(WorkflowPython source, Scope scope, IPromptCatalog? prompts, PythonLimits limits, WorkflowEvent? workflowEvent) =>
        (_source, _scope, _prompts, _limits, _event, _remaining) = (source, scope, prompts, limits, workflowEvent, limits.Steps * BodiesWorth);

    /// <summary>Whether a file may import prompts, so that its plans depend on them; true also where the word stands for something else.</summary>
    public static bool ImportsPrompts(ReadOnlySpan<byte> content) => content.IndexOf("prompts"u8) >= 0;

    public static WorkflowParseResult Read(ReadOnlyMemory<byte> content, string file, Scope scope) =>
        Read(content, file, scope, prompts: null, PythonLimits.Default);

    public static WorkflowParseResult Read(
        ReadOnlyMemory<byte> content, string file, Scope scope, IPromptCatalog? prompts, PythonLimits limits)
    {
        var plans = ReadPlans(content, file, scope, prompts, limits, out var diagnostics);
        return new WorkflowParseResult([.. plans.Select(plan => plan.Definition)], diagnostics);
    }

    /// <summary>Reads a file with the plans of its workflows for an event; without one for the event that stands in for it.</summary>
    public static IReadOnlyList<PlueWorkflow> ReadPlans(
        ReadOnlyMemory<byte> content,
        string file,
        Scope scope,
        IPromptCatalog? prompts,
        PythonLimits limits,
        out IReadOnlyList<Diagnostic> diagnostics,
        WorkflowEvent? workflowEvent = null)
    {
        var source = WorkflowPython.Read(content, file);
        if (source.Workflows.Count == 0)
        {
            diagnostics = source.Module.Diagnostics;
            return [];
        }

        var reading = new PlueFile(source, scope, prompts, limits, workflowEvent);
        var plans = reading.Read();
        diagnostics = [.. reading._ofFile, .. plans.SelectMany(plan => plan.Diagnostics)];
        return [.. plans.Select(plan => plan.Workflow)];
    }

    private List<(PlueWorkflow Workflow, IReadOnlyList<Diagnostic> Diagnostics)> Read()
    {
        var program = Start();
        var functions = _source.Workflows.Select(workflow => workflow.Function).ToHashSet();
        _ofFile.AddRange(_source.Module.Diagnostics);
        _ofFile.AddRange(UnprovidedImports.Check(_source.Module, program.Session.Modules, functions).Select(InFile));
        _ofFile.AddRange(program.Diagnostics);
        var result = new List<(PlueWorkflow, IReadOnlyList<Diagnostic>)>();
        var refs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (function, decorator) in _source.Workflows)
        {
            var findings = new List<Diagnostic>();
            var header = _source.Describe(function, WithValues(function, decorator, program), findings);
            var definition = header.Definition with { Scope = _scope };
            if (!refs.Add(definition.Ref))
            {
                _ofFile.Add(InFile(Diagnostic.Error(
                    PythonWorkflowCodes.DuplicateWorkflow, $"The file has two workflows named '{definition.Ref}'.", function.Span)));
                continue;
            }

            var own = Plan(program.Session.IsUsed ? Start() : program, function, definition, header, findings, out var plan);
            result.Add((new PlueWorkflow(own, plan, header.Image, header.Dockerfile), [.. findings.Select(InFile)]));
        }

        return result;
    }

    private PythonExpression WithValues(FunctionDefinition function, PythonExpression decorator, PlueProgram program) =>
        decorator is CallExpression call && program.Session.Decorated.TryGetValue(function, out var values)
            ? LiteralNodes.WithValues(call, values, _source.Names)
            : decorator;

    private WorkflowDefinition Plan(
        PlueProgram program, FunctionDefinition function, WorkflowDefinition definition, WorkflowHeader header, List<Diagnostic> findings, out BodyPlan plan)
    {
        var facts = program.Session.Facts;
        facts.Event = _event ?? StandInEvent.For(_scope, definition.Triggers);
        if (function.Parameters.IsEmpty || _remaining <= 0)
        {
            if (_remaining <= 0)
            {
                findings.Add(Diagnostic.Error(
                    PythonWorkflowCodes.FileTooCostly, "The workflows of this file took too many steps to plan together.", function.Span));
            }

            plan = new BodyPlan { Facts = facts.Read };
            return definition with { Diagnostics = [.. _ofFile, .. findings.Select(InFile)] };
        }

        plan = program.Plan(function, definition, header.Timeout);
        _remaining -= plan.Cost;
        var dependsOnEvent = plan.Facts.Count > 0;
        findings.AddRange(dependsOnEvent && plan.Raised && _event is null ? plan.Diagnostics.Select(Later) : plan.Diagnostics);
        definition = definition with
        {
            Jobs = plan.Jobs,
            Program = dependsOnEvent ? new WorkflowProgram(_source.Text, function.Name) { Prompts = NamedPrompts() } : null,
        };
        if (!plan.Failed)
        {
            findings.AddRange(DefinitionValidator.Validate(definition));
        }

        return definition with { Diagnostics = [.. _ofFile, .. findings.Select(InFile)] };
    }

    /// <summary>
    /// The prompts that the file can import: those it names. What it imported for the stand-in event is not enough, because an import
    /// may stand in a branch that only another event takes.
    /// </summary>
    private IReadOnlyList<PromptSignature> NamedPrompts() =>
        _prompts is not null && _source.Text.Contains("prompts", StringComparison.Ordinal)
            ? [.. _prompts.Names.Where(name => _source.Text.Contains(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => _prompts.Find(name)!)]
            : [];

    private PlueProgram Start()
    {
        var facts = new EventFacts(_event ?? StandInEvent.For(_scope, []));
        var limits = _limits with { Steps = Math.Max(1, Math.Min(_limits.Steps, _remaining)) };
        return PlueProgram.Start(_source.Module, new PlueSession(facts, _scope.Name, _prompts), limits, _source.File);
    }

    private static Diagnostic Later(Diagnostic raised) => raised with
    {
        Code = PythonWorkflowCodes.PlannedLater,
        Severity = DiagnosticSeverity.Warning,
        Message = $"It cannot be planned for the event that stands in while files are checked: {raised.Message}",
        Hint = "It is planned again for each event that starts it.",
    };

    private Diagnostic InFile(Diagnostic diagnostic) => diagnostic with { File = _source.File };
}
