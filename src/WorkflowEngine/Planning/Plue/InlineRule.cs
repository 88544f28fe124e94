using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>
/// Decides whether a function given to <c>ctx.step</c> only plans steps, so that they can be planned in its place: it calls members of its
/// context that plan, and nothing that acts on the world or prints.
/// </summary>
internal static class InlineRule
{
    private static readonly HashSet<string> Planning = new(StringComparer.Ordinal) { "run", "parallel", "step", "trigger_job" };
    private static readonly HashSet<string> Acting = new(StringComparer.Ordinal) { "print", "input", "open" };

    public static bool Allows(PythonFunction function, Interpreter vm)
    {
        if (function.Code.Parameters is not [var context, ..] || function.Code.Generator is not null)
        {
            return false;
        }

        var plans = false;
        var pending = new Stack<PythonNode>([function.Node]);
        var children = new List<PythonNode>();
        while (pending.TryPop(out var node))
        {
            vm.Step();
            switch (node)
            {
                case ImportStatement or ImportFromStatement:
                case NameExpression name when Acts(name.Name, vm):
                    return false;
                case AttributeExpression { Value: NameExpression owner } member when owner.Name == context && Planning.Contains(member.Name):
                    plans = true;
                    break;
                case NameExpression { Name: var called } when vm.Globals.Find(called) is PromptFunction:
                    plans = true;
                    break;
            }

            children.Clear();
            node.CollectChildren(children);
            foreach (var child in children)
            {
                pending.Push(child);
            }
        }

        return plans;
    }

    private static bool Acts(string name, Interpreter vm) =>
        Acting.Contains(name) || BuiltinTable.IsForbidden(name) || vm.Globals.Find(name) is UnavailableModule;
}
