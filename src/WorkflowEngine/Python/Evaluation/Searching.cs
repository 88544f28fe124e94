namespace WorkflowEngine.Python.Evaluation;

/// <summary>What it costs to look for one text in another.</summary>
internal static class Searching
{
    // A search is fast for ordinary texts, and the product of both lengths for those made to be slow.
    public static void Charge(Interpreter vm, string text, string part) =>
        vm.Spend((text.Length >> 5) + (((long)text.Length * part.Length) >> 12));
}
