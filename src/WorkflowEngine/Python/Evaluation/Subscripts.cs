namespace WorkflowEngine.Python.Evaluation;

/// <summary>Reading and writing what brackets name.</summary>
internal static class Subscripts
{
    public static object Get(Interpreter vm, object value, object key)
    {
        if (value is string text)
        {
            return CodePoints.GetItem(vm, text, key);
        }

        return (value as PythonObject)?.GetItem(vm, key) ?? throw PythonError.Type(value is PythonClass type
            ? $"type '{type.Name}' is not subscriptable"
            : $"'{Types.NameOf(value)}' object is not subscriptable");
    }

    public static void Set(Interpreter vm, object value, object key, object item)
    {
        if (value is not PythonObject target || !target.SetItem(vm, key, item))
        {
            throw PythonError.Type($"'{Types.NameOf(value)}' object does not support item assignment");
        }
    }

    public static void Delete(Interpreter vm, object value, object key)
    {
        if (value is not PythonObject target || !target.DeleteItem(vm, key))
        {
            throw PythonError.Type($"'{Types.NameOf(value)}' object doesn't support item deletion");
        }
    }
}
