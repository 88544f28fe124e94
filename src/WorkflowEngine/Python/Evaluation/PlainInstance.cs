namespace WorkflowEngine.Python.Evaluation;

internal sealed class PlainInstance(PythonClass type) : PythonInstance(type);
