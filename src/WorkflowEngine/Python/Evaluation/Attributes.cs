using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Reading and writing attributes, less those that are private.</summary>
internal static class Attributes
{
    public static object Get(Interpreter vm, object value, string name) => Find(vm, value, name) ?? throw Missing(value, name);

    public static object? Find(Interpreter vm, object value, string name)
    {
        if (name.StartsWith('_'))
        {
            Check(value, name);
        }

        if (value is PythonObject target && target.GetAttribute(vm, name) is { } found)
        {
            return found;
        }

        return Types.Of(value).FindMethod(name) is { } method ? new BoundBuiltin(name, value, method) : null;
    }

    public static void Set(Interpreter vm, object value, string name, object item)
    {
        Refuse(name);
        if (value is not PythonObject target || !target.SetAttribute(vm, name, item))
        {
            throw PythonError.Attribute($"'{Types.NameOf(value)}' object has no attribute '{name}'");
        }
    }

    public static void Delete(Interpreter vm, object value, string name)
    {
        Refuse(name);
        if (value is not PythonObject target || !target.DeleteAttribute(vm, name))
        {
            throw Missing(value, name);
        }
    }

    private static void Check(object value, string name)
    {
        if (value is not SuperObject && SpecialNames.IsPrivate(name))
        {
            Refuse(name);
        }
    }

    private static void Refuse(string name)
    {
        if (name.StartsWith('_'))
        {
            throw new PythonStop(PythonRunCodes.PrivateAttribute, $"Attribute '{name}' is private and cannot be used.");
        }
    }

    private static PythonError Missing(object value, string name) => PythonError.Attribute(value is PythonClass type
        ? $"type object '{type.Name}' has no attribute '{name}'"
        : value is PythonModuleObject module
            ? $"module '{module.Name}' has no attribute '{name}'"
            : $"'{Types.NameOf(value)}' object has no attribute '{name}'");
}
