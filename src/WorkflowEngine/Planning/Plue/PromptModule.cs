using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The module <c>plue.prompts</c>: every prompt of the catalogue is a function in it.</summary>
internal sealed class PromptModule(PlueSession session) : PythonObject
{
    public override string TypeName => "module";

    public override object? GetAttribute(Interpreter vm, string name)
    {
        if (name.StartsWith('_'))
        {
            return null;
        }

        if (session.Prompts is not { } prompts)
        {
            throw new PythonStop(
                PythonWorkflowCodes.UnknownPrompt, $"Prompt '{name}' cannot be imported: there are no prompts here.", $"Add .plue/prompts/{name}.prompt.md.");
        }

        return prompts.Find(name) is { } prompt
            ? new PromptFunction(prompt, session)
            : throw PlueModules.Unknown(PythonWorkflowCodes.UnknownPrompt, $"There is no prompt '{name}'.", name, prompts.Names);
    }

    public override string Repr(Interpreter vm) => "<module 'plue.prompts'>";
}
