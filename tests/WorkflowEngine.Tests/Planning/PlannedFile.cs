using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Tests.Planning;

/// <summary>Reads text as a workflow file and plans it.</summary>
internal static class PlannedFile
{
    public const string Name = ".plue/workflows/ci.py";

    private const string Head = "@workflow(triggers=[push()])\n";

    public static (IReadOnlyList<PlueWorkflow> Workflows, IReadOnlyList<Diagnostic> Diagnostics) Read(string text, IPromptCatalog? prompts = null)
    {
        var workflows = PlueFile.ReadPlans(
            Encoding.UTF8.GetBytes(text), Name, new Scope("acme/shop"), prompts, PythonLimits.Default, out var diagnostics);
        return (workflows, diagnostics);
    }

    /// <summary>The only workflow of a text that has nothing wrong with it.</summary>
    public static PlueWorkflow Good(string text, IPromptCatalog? prompts = null)
    {
        var (workflows, diagnostics) = Read(text, prompts);
        diagnostics.Should().BeEmpty();
        return workflows.Should().ContainSingle().Subject;
    }

    /// <summary>The steps of a body, whose lines are indented.</summary>
    public static IReadOnlyList<StepDefinition> Steps(string body) => Good(Head + "def f(ctx):\n" + body).Definition.Jobs[0].Steps;

    public static IEnumerable<string?> Commands(string body) => Steps(body).Select(step => step.Run);
}
