namespace WorkflowEngine.Python.Evaluation;

/// <summary>A method of a built-in type.</summary>
internal delegate object BuiltinMethod(Interpreter vm, object self, Arguments arguments);
