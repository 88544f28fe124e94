using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary>The names that a loop or <c>set</c> gives values to: one name, or several that share out the items of a list.</summary>
internal sealed class TemplateTarget(TemplateSource source, int start, int end, IReadOnlyList<string> names)
{
    public bool TryAssign(TemplateRun run, TemplateFrame frame, in ExpressionValue value)
    {
        if (names.Count == 1)
        {
            frame.Names[names[0]] = value;
            return true;
        }

        if (!value.TryGetList(out var items) || items.Count != names.Count)
        {
            var given = items is null ? ValueNames.Of(value) : $"{items.Count} items";
            return run.Fail(source.Error(ExpressionCodes.WrongKind, $"{names.Count} names need a list of {names.Count} items, not {given}.", start, end));
        }

        for (var i = 0; i < names.Count; i++)
        {
            frame.Names[names[i]] = items[i].In(value);
        }

        return true;
    }
}
