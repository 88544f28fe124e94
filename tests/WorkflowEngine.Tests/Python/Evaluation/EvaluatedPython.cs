using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Tests.Python.Evaluation;

internal static class EvaluatedPython
{
    public static PythonRun Run(string source, PythonModules? modules = null, PythonLimits? limits = null) =>
        PythonEvaluator.Run(PythonParser.Parse(source), modules, limits);

    /// <summary>The class of the exception that ended the program, or the code that stopped it; empty when it ended well.</summary>
    public static string Ending(PythonRun run) =>
        run.Exception?.Class.Name ?? (run.Diagnostics.Count > 0 ? run.Diagnostics[0].Code.Replace(PythonCodes.Syntax, "SyntaxError", StringComparison.Ordinal) : "");
}
