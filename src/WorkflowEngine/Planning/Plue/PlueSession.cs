using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>One evaluation of a file: what its bodies may know, and what they plan.</summary>
internal sealed class PlueSession
{
    private readonly List<PlueStep> _steps = [];
    private readonly List<PlueJob> _jobs = [];
    private int _numbered;

    public PlueSession(EventFacts facts, string repository, IPromptCatalog? prompts)
    {
        (Facts, Repository, Prompts) = (facts, repository, prompts);
        Members = PlueModules.Members(this);
        Modules = PlueModules.For(this);
    }

    /// <summary>The most steps a body plans; the definition's own limit reports it.</summary>
    public static int MaxSteps => Parsing.DefinitionLimits.StepsPerJob + 1;

    public EventFacts Facts { get; }

    public string Repository { get; }

    public IPromptCatalog? Prompts { get; }

    /// <summary>The names of <c>plue</c>.</summary>
    public IReadOnlyDictionary<string, object> Members { get; }

    public PythonModules Modules { get; }

    /// <summary>The variables of the workflow that is planned.</summary>
    public IReadOnlyDictionary<string, string> Env { get; set; } = EmptyMap.Strings;

    /// <summary>What decorators were called with, by the function they decorate.</summary>
    public Dictionary<PythonNode, Arguments> Decorated { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a body has run: each needs an evaluation of its own.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether a body runs, and not the module around it.</summary>
    public bool IsPlanning { get; set; }

    /// <summary>All steps in the order in which they were planned; children of a group stand before it.</summary>
    public IReadOnlyList<PlueStep> Steps => _steps;

    public IReadOnlyList<PlueJob> Jobs => _jobs;

    public string NextId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step_{_numbered + 1}");

    public static SourceSpan Here(Interpreter vm) => vm.CallSite?.Span ?? SourceSpan.None;

    public StepProxy Add(PlueStep step)
    {
        if (_steps.Count >= MaxSteps)
        {
            throw new PythonStop(DefinitionCodes.TooManySteps, $"A workflow plans at most {Parsing.DefinitionLimits.StepsPerJob} steps.");
        }

        _steps.Add(step);
        _numbered++;
        return new StepProxy(step);
    }

    public void Add(PlueJob job)
    {
        if (_jobs.Count >= Parsing.DefinitionLimits.Jobs)
        {
            throw new PythonStop(DefinitionCodes.TooManyJobs, $"A workflow plans at most {Parsing.DefinitionLimits.Jobs} jobs.");
        }

        _jobs.Add(job);
    }

    /// <summary>Puts one step in which python3 calls the function in the place of the steps that the function planned.</summary>
    public PlueStep Replace(GroupProxy group)
    {
        var first = group.Steps[0];
        var step = new PlueStep { Id = first.Id, Label = group.Name, Kind = PlueStepKind.Python, Function = group.Function, Span = first.Span };
        _steps[_steps.IndexOf(first)] = step;
        _steps.RemoveAll(group.Steps.Contains);
        return step;
    }

    /// <summary>Takes back the steps that were planned after there were so many.</summary>
    public void Forget(int steps)
    {
        _numbered -= _steps.Count - steps;
        _steps.RemoveRange(steps, _steps.Count - steps);
    }
}
