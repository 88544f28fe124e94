using System.Runtime.CompilerServices;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>An object of a class of the program, or an exception.</summary>
internal abstract class PythonInstance(PythonClass type) : PythonObject
{
    public PythonClass Class { get; } = type;

    public Dictionary<string, object> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether attributes can no longer be set, as in a frozen dataclass or an enumeration.</summary>
    public bool IsFrozen { get; set; }

    public override string TypeName => Class.Name;

    public override bool IsCallable => Class.Find("__call__") is not null;

    public override bool IsHashable =>
        Class.Find("__hash__") is { } hash ? !ReferenceEquals(hash, Values.None) : Class.Find("__eq__") is null;

    public override object? GetAttribute(Interpreter vm, string name)
    {
        var member = Class.Find(name);
        if (member is PythonProperty property)
        {
            return property.Get(vm, this);
        }

        if (Fields.TryGetValue(name, out var value))
        {
            return value;
        }

        return member switch
        {
            PythonFunction function => new BoundMethod(this, function),
            StaticMethod method => method.Function,
            ClassMethod method => new BoundMethod(Class, method.Function),
            null => name == "__class__" ? Class : Fallback(vm, name),
            _ => member,
        };
    }

    public override bool SetAttribute(Interpreter vm, string name, object value)
    {
        if (Class.Find(name) is PythonProperty property)
        {
            property.Set(vm, this, name, value);
            return true;
        }

        if (IsFrozen)
        {
            throw PythonError.Make(ExceptionTypes.FrozenInstanceError, $"cannot assign to field '{name}'");
        }

        if (Fields.TryAdd(name, value))
        {
            vm.Allocate(48);
        }
        else
        {
            Fields[name] = value;
        }

        return true;
    }

    public override bool DeleteAttribute(Interpreter vm, string name) => Fields.Remove(name);

    public override object Call(Interpreter vm, Arguments arguments) =>
        Class.Find("__call__") is { } call ? vm.Call(call, arguments.Prepend(this)) : base.Call(vm, arguments);

    public override IEnumerator<object>? Iterate(Interpreter vm)
    {
        if (Special(vm, "__iter__") is not { } iterator)
        {
            return null;
        }

        return ReferenceEquals(iterator, this) || iterator is PythonInstance ? Steps(vm, iterator) : Iteration.Of(vm, iterator);
    }

    public override long? Length(Interpreter vm) => Special(vm, "__len__") is { } length ? Values.Small(length) : null;

    public override bool IsTrue(Interpreter vm) =>
        Special(vm, "__bool__") is { } truth ? Operators.IsTrue(vm, truth) : base.IsTrue(vm);

    public override object? GetItem(Interpreter vm, object key) => Special(vm, "__getitem__", key);

    public override bool SetItem(Interpreter vm, object key, object value) => Special(vm, "__setitem__", key, value) is not null;

    public override bool DeleteItem(Interpreter vm, object key) => Special(vm, "__delitem__", key) is not null;

    public override bool? Contains(Interpreter vm, object item) =>
        Special(vm, "__contains__", item) is { } found ? Operators.IsTrue(vm, found) : null;

    public override bool? EqualTo(Interpreter vm, object other) =>
        Class.Dataclass is { Compares: true } shape && Class.Find("__eq__") is null
            ? shape.AreEqual(vm, this, other)
            : Truth(vm, Special(vm, "__eq__", other));

    public override bool? Order(Interpreter vm, CompareOperator op, object other)
    {
        if (Class.Dataclass is { Orders: true } shape && shape.Order(vm, op, this, other) is { } ordered)
        {
            return ordered;
        }

        return Truth(vm, Special(vm, SpecialNames.Of(op), other));
    }

    public override int Hash(Interpreter vm)
    {
        if (Special(vm, "__hash__") is { } hash)
        {
            return Comparison.HashOf(vm, hash);
        }

        return Class.Dataclass is { IsFrozen: true } shape ? shape.HashOf(vm, this) : RuntimeHelpers.GetHashCode(this);
    }

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        var result = Special(vm, SpecialNames.Of(op, reflected ? "r" : ""), other);
        return ReferenceEquals(result, PythonSingleton.NotImplemented) ? null : result;
    }

    public override object? InPlace(Interpreter vm, BinaryOperator op, object other)
    {
        var result = Special(vm, SpecialNames.Of(op, "i"), other);
        return ReferenceEquals(result, PythonSingleton.NotImplemented) ? null : result;
    }

    public override object? Unary(Interpreter vm, UnaryOperator op) => op switch
    {
        UnaryOperator.Minus => Special(vm, "__neg__"),
        UnaryOperator.Plus => Special(vm, "__pos__"),
        UnaryOperator.Invert => Special(vm, "__invert__"),
        _ => null,
    };

    public override string Repr(Interpreter vm)
    {
        if (Special(vm, "__repr__") is { } text)
        {
            return text as string ?? throw PythonError.Type($"__repr__ returned non-string (type {Types.NameOf(text)})");
        }

        if (Class.Dataclass is { } shape)
        {
            return shape.Repr(vm, this);
        }

        return Class.EnumMembers is not null
            ? EnumTypes.Repr(vm, this)
            : $"<__main__.{Class.Name} object at 0x7f0000000000>";
    }

    public override string Str(Interpreter vm)
    {
        if (Special(vm, "__str__") is { } text)
        {
            return text as string ?? throw PythonError.Type($"__str__ returned non-string (type {Types.NameOf(text)})");
        }

        return Class.EnumMembers is not null && Class.Find("__repr__") is null ? EnumTypes.Str(vm, this) : Repr(vm);
    }

    public override string? Format(Interpreter vm, string spec) => Special(vm, "__format__", spec) as string;

    public override object? Enter(Interpreter vm) => Special(vm, "__enter__") ?? Special(vm, "__aenter__");

    public override bool Exit(Interpreter vm, ExceptionInstance? exception)
    {
        var arguments = exception is null
            ? new[] { Values.None, Values.None, Values.None }
            : [exception.Class, exception, Values.None];
        return (Special(vm, "__exit__", arguments) ?? Special(vm, "__aexit__", arguments)) is { } result && Operators.IsTrue(vm, result);
    }

    public override object? Await(Interpreter vm) => null;

    public object? Next(Interpreter vm) => Special(vm, "__next__");

    private object? Special(Interpreter vm, string name, params object[] arguments) =>
        Class.IsBuiltin || Class.Find(name) is not PythonObject { IsCallable: true } function
            ? null
            : vm.Call(function, new Arguments([this, .. arguments]));

    private object? Fallback(Interpreter vm, string name) =>
        name.StartsWith('_') ? null : Special(vm, "__getattr__", name);

    private static bool? Truth(Interpreter vm, object? value) =>
        value is null || ReferenceEquals(value, PythonSingleton.NotImplemented) ? null : Operators.IsTrue(vm, value);

    private static IEnumerator<object> Steps(Interpreter vm, object iterator)
    {
        while (true)
        {
            object value;
            try
            {
                value = ((PythonInstance)iterator).Next(vm)
                    ?? throw PythonError.Type($"iter() returned non-iterator of type '{Types.NameOf(iterator)}'");
            }
            catch (PythonError e) when (e.Instance.Class.IsSubclassOf(ExceptionTypes.StopIteration))
            {
                yield break;
            }

            yield return value;
        }
    }
}
