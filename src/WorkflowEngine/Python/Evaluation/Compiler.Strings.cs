using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, object> Formatted(FormattedString node)
    {
        var parts = All(node.Parts);
        return f =>
        {
            var text = new TextMaker(_vm);
            foreach (var part in parts)
            {
                text.Add((string)part(f));
            }

            return text.ToString();
        };
    }

    private Func<Frame, object> Field(ReplacementField node)
    {
        var value = Expression(node.Value);
        var format = node.Format is null ? null : Formatted(node.Format);
        var debug = node.DebugText is null ? null : node.DebugText.EndsWith('=') || node.DebugText.Contains('=') ? node.DebugText : node.DebugText + "=";
        var conversion = node.Conversion == '\0' && debug is not null && format is null ? 'r' : node.Conversion;
        return f =>
        {
            var item = value(f);
            var spec = format is null ? "" : (string)format(f);
            f.Node = node;
            var text = Formatting.Apply(_vm, Formatting.Convert(_vm, item, conversion), spec);
            return debug is null ? text : debug + text;
        };
    }
}
