using System.Collections.Immutable;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>
/// Runs a module of Python: deterministic, without access to anything but what it is given, and within limits. Never
/// throws for any module.
/// </summary>
internal static class PythonEvaluator
{
    public static PythonRun Run(PythonModule module, PythonModules? modules = null, PythonLimits? limits = null, string? file = null)
    {
        var run = new PythonRun(new Interpreter(limits ?? PythonLimits.Default, modules ?? PythonModules.Standard), file);
        if (!module.IsValid)
        {
            run.Add(module.Diagnostics);
            return run;
        }

        run.Execute(module.Body);
        return run;
    }

    /// <summary>
    /// Runs what can be run of a module, also of one that could only be read in part, with names that are known without an import. Each
    /// statement that fails adds a diagnostic.
    /// </summary>
    public static PythonRun RunEach(
        PythonModule module, PythonModules modules, PythonLimits limits, IEnumerable<KeyValuePair<string, object>> globals, string? file)
    {
        var interpreter = new Interpreter(limits, modules);
        foreach (var (name, value) in globals)
        {
            interpreter.Globals.CellOf(name).Value = value;
        }

        var run = new PythonRun(interpreter, file);
        run.ExecuteEach(module.Body);
        return run;
    }
}
