namespace WorkflowEngine.Python.Evaluation;

/// <summary>The built-in classes.</summary>
internal static class BuiltinTypes
{
    public static readonly PythonClass Object = PythonClass.Builtin("object", null, (_, arguments) =>
        arguments.Count == 0 ? new PlainInstance(ObjectType) : throw PythonError.Type("object() takes no arguments"));

    public static readonly PythonClass Type = Of("type", TypeOf);
    public static readonly PythonClass Int = Of("int", Conversions.Int, NumberMethods.OfInt);
    public static readonly PythonClass Bool = PythonClass.Builtin(
        "bool", Int, (vm, arguments) => Values.Bool(arguments.Take("bool", 0, 1).At(0) is { } value && Operators.IsTrue(vm, value)));

    public static readonly PythonClass Float = Of("float", Conversions.Float, NumberMethods.OfFloat);
    public static readonly PythonClass Str = Of("str", Conversions.Str, StringMethods.Table);
    public static readonly PythonClass Bytes = Of("bytes", Conversions.Bytes, BytesMethods.Table);
    // A type in the parentheses is how workflow files write list[T].
    public static readonly PythonClass List = Of("list", (vm, arguments) => arguments is { Count: 1 } && arguments[0] is PythonClass { EnumMembers: null }
        ? ListType
        : new PythonList(arguments.Take("list", 0, 1).At(0) is { } source ? Iteration.ToList(vm, source) : []), ListMethods.Table);

    public static readonly PythonClass Tuple = Of("tuple", (vm, arguments) => arguments.Take("tuple", 0, 1).At(0) switch
    {
        null => PythonTuple.Empty,
        PythonTuple tuple => tuple,
        var source => new PythonTuple([.. Iteration.ToList(vm, source)]),
    }, TupleMethods.Table);

    public static readonly PythonClass Dict = WithStatic(
        Of("dict", Conversions.Dict, DictMethods.Table), "fromkeys", (vm, arguments) => DictMethods.FromKeys(vm, arguments.Take("fromkeys", 1, 2)[0], arguments.At(1)));

    public static readonly PythonClass Set = Of("set", (vm, arguments) =>
        arguments.Take("set", 0, 1).At(0) is { } source ? PythonSet.From(vm, source) : new PythonSet(vm), SetMethods.Table);

    public static readonly PythonClass FrozenSet = Of("frozenset", (vm, arguments) =>
        arguments.Take("frozenset", 0, 1).At(0) is { } source ? PythonSet.From(vm, source, isFrozen: true) : new PythonSet(vm, isFrozen: true), SetMethods.Frozen);

    public static readonly PythonClass Range = Of("range", Conversions.Range, TupleMethods.OfRange);
    public static readonly PythonClass Slice = Of("slice", Conversions.Slice);
    public static readonly PythonClass DictKeys = Of("dict_keys", null, SetMethods.OfKeys);
    public static readonly PythonClass DictValues = Of("dict_values", null);
    public static readonly PythonClass DictItems = Of("dict_items", null, SetMethods.OfKeys);
    public static readonly PythonClass NoneType = Of("NoneType", null);
    public static readonly PythonClass Function = Of("function", null);
    public static readonly PythonClass Generator = Of("generator", null, IteratorMethods.Table);
    public static readonly PythonClass Property = Of("property", (_, arguments) =>
        new PythonProperty(arguments.Take("property", 1, 2)[0], arguments.At(1)));

    public static readonly PythonClass StaticMethod = Of("staticmethod", (_, arguments) =>
        new StaticMethod((PythonObject)arguments.Take("staticmethod", 1, 1)[0]));

    public static readonly PythonClass ClassMethod = Of("classmethod", (_, arguments) =>
        new ClassMethod((PythonObject)arguments.Take("classmethod", 1, 1)[0]));

    private static PythonClass ObjectType => Object;

    private static PythonClass ListType => List;

    /// <summary>The class of a host's object: one that is called as the object says and has no methods of its own.</summary>
    public static PythonClass Other(string name) => PythonClass.Builtin(name, Object, null);

    private static PythonClass Of(string name, Func<Interpreter, Arguments, object>? construct, Dictionary<string, BuiltinMethod>? methods = null) =>
        PythonClass.Builtin(name, Object, construct ?? ((_, _) => throw PythonError.Type($"cannot create '{name}' instances")), methods);

    private static PythonClass WithStatic(PythonClass type, string name, Func<Interpreter, Arguments, object> body)
    {
        type.Members.Add(name, new BuiltinFunction(name, body));
        return type;
    }

    private static PythonClass TypeOf(Interpreter vm, Arguments arguments) => arguments.Count == 1
        ? Types.Of(arguments[0])
        : throw new PythonStop(Diagnostics.PythonRunCodes.NotSupported, "type() with three arguments is not supported in workflow code.");
}
