namespace WorkflowEngine.Python.Evaluation;

/// <summary>What super() returns: the attributes of the classes after the one that asks.</summary>
internal sealed class SuperObject(PythonClass after, object self) : PythonObject
{
    public override string TypeName => "super";

    public override object? GetAttribute(Interpreter vm, string name)
    {
        var order = (self as PythonClass ?? ((PythonInstance)self).Class).Ancestry;
        for (var i = Array.IndexOf(order, after) + 1; i < order.Length; i++)
        {
            if (order[i].Members.TryGetValue(name, out var value))
            {
                return value switch
                {
                    StaticMethod method => method.Function,
                    ClassMethod method => new BoundMethod(self as PythonClass ?? ((PythonInstance)self).Class, method.Function),
                    PythonProperty property => property.Get(vm, self),
                    PythonFunction function => new BoundMethod(self, function),
                    _ => value,
                };
            }
        }

        return name switch
        {
            "__init__" => new BuiltinFunction(name, (_, arguments) => Initialize(arguments)),
            "__str__" or "__repr__" when self is ExceptionInstance e =>
                new BuiltinFunction(name, (inner, _) => name == "__str__" ? e.Message(inner) : e.DefaultRepr(inner)),
            "__post_init__" or "__init_subclass__" => new BuiltinFunction(name, (_, _) => Values.None),
            _ => null,
        };
    }

    private object Initialize(Arguments arguments)
    {
        if (self is ExceptionInstance exception)
        {
            exception.Arguments = arguments.Positional;
        }
        else if (arguments.Count > 0)
        {
            throw PythonError.Type("object.__init__() takes exactly one argument (the instance to initialize)");
        }

        return Values.None;
    }
}
