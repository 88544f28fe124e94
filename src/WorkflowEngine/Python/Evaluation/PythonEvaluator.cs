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
}
