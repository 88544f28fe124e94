namespace WorkflowEngine.Python.Evaluation;

/// <summary>The module "dataclasses".</summary>
internal static class DataclassesModule
{
    public static PythonModuleObject Module { get; } = new("dataclasses", new Dictionary<string, object>
    {
        ["dataclass"] = new BuiltinFunction("dataclass", Dataclass),
        ["field"] = new BuiltinFunction("field", Field),
        ["asdict"] = new BuiltinFunction("asdict", (vm, arguments) => AsDict(vm, Instance(arguments.Take("asdict", 1, 1)[0], "asdict"))),
        ["astuple"] = new BuiltinFunction("astuple", (vm, arguments) => AsTuple(vm, Instance(arguments.Take("astuple", 1, 1)[0], "astuple"))),
        ["replace"] = new BuiltinFunction("replace", Replace),
        ["is_dataclass"] = new BuiltinFunction("is_dataclass", (_, arguments) =>
            Values.Bool((arguments[0] as PythonClass ?? (arguments[0] as PythonInstance)?.Class)?.Dataclass is not null)),
        ["FrozenInstanceError"] = ExceptionTypes.FrozenInstanceError,
    });

    private static object Dataclass(Interpreter vm, Arguments arguments)
    {
        var options = arguments.Options("dataclass", "frozen", "eq", "order", "repr", "init", "slots", "kw_only", "unsafe_hash");
        if (arguments.At(0) is PythonClass type)
        {
            return Apply(vm, type, options);
        }

        return new BuiltinFunction("dataclass", (inner, decorated) => decorated.Take("dataclass", 1, 1)[0] is PythonClass target
            ? Apply(inner, target, options)
            : throw PythonError.Type("dataclass() should be called on a class"));
    }

    private static PythonClass Apply(Interpreter vm, PythonClass type, object?[] options)
    {
        bool Is(int index, bool otherwise) => options[index] is { } value ? Operators.IsTrue(vm, value) : otherwise;

        var fields = new List<DataclassField>();
        foreach (var parent in type.Bases)
        {
            fields.AddRange(parent.Dataclass?.Fields ?? []);
        }

        foreach (var name in DataclassShape.NotedFields(type))
        {
            var field = MakeField(type, name, Is(6, false));
            var index = fields.FindIndex(other => other.Name == name);
            if (index >= 0)
            {
                fields[index] = field;
            }
            else
            {
                fields.Add(field);
            }
        }

        CheckOrder(fields);
        type.Dataclass = new DataclassShape(fields, Is(0, false), Is(1, true), Is(2, false));
        if (Is(1, true) && !Is(0, false) && !Is(7, false) && !type.Members.ContainsKey("__hash__"))
        {
            type.Members["__hash__"] = Values.None;
        }

        if (!type.Members.ContainsKey("__init__") && Is(4, true))
        {
            type.Members["__init__"] = new BuiltinFunction("__init__", (inner, given) => Initialize(inner, type, given));
        }

        return type;
    }

    private static DataclassField MakeField(PythonClass type, string name, bool isKeywordOnly)
    {
        if (!type.Members.TryGetValue(name, out var value))
        {
            return new DataclassField(name) { IsKeywordOnly = isKeywordOnly };
        }

        if (value is FieldSpecification specification)
        {
            type.Members.Remove(name);
            if (specification.Field.Default is { } given)
            {
                type.Members[name] = given;
            }

            return specification.Field with { Name = name, IsKeywordOnly = isKeywordOnly || specification.Field.IsKeywordOnly };
        }

        return value is PythonList or PythonDict or PythonSet { IsFrozen: false }
            ? throw PythonError.Value(
                $"mutable default <class '{Types.NameOf(value)}'> for field {name} is not allowed: use default_factory")
            : new DataclassField(name) { Default = value, IsKeywordOnly = isKeywordOnly };
    }

    private static void CheckOrder(List<DataclassField> fields)
    {
        string? last = null;
        foreach (var field in fields.Where(field => field.IsArgument && !field.IsKeywordOnly))
        {
            if (last is not null && !field.HasDefault)
            {
                throw PythonError.Type($"non-default argument '{field.Name}' follows default argument '{last}'");
            }

            last = field.HasDefault ? field.Name : last;
        }
    }

    private static object Initialize(Interpreter vm, PythonClass type, Arguments arguments)
    {
        var shape = type.Dataclass!;
        var instance = (PythonInstance)arguments[0];
        var plain = shape.Fields.Where(field => field.IsArgument && !field.IsKeywordOnly).Select(field => field.Name).ToArray();
        var keyword = shape.Fields.Where(field => field.IsArgument && field.IsKeywordOnly).Select(field => field.Name).ToArray();
        var given = arguments.Skip(1);
        if (given.Count > plain.Length)
        {
            throw PythonError.Type(
                $"{type.Name}.__init__() takes {plain.Length + 1} positional arguments but {given.Count + 1} were given");
        }

        var values = given.Bind($"{type.Name}.__init__", 0, [.. plain, .. keyword]);
        string[] names = [.. plain, .. keyword];
        vm.Allocate(48 * names.Length);
        foreach (var field in shape.Fields)
        {
            var value = field.IsArgument ? values[Array.IndexOf(names, field.Name)] : null;
            value ??= field.Default ?? (field.Factory is { } factory ? vm.Call(factory) : null);
            if (value is null && field.IsArgument)
            {
                throw PythonError.Type($"{type.Name}.__init__() missing 1 required positional argument: '{field.Name}'");
            }

            if (value is not null)
            {
                instance.Fields[field.Name] = value;
            }
        }

        if (type.Find("__post_init__") is { } after)
        {
            vm.Call(after, instance);
        }

        instance.IsFrozen = shape.IsFrozen;
        return Values.None;
    }

    private static FieldSpecification Field(Interpreter vm, Arguments arguments)
    {
        var options = arguments.Counted("field", 0, 0).Options("field", "default", "default_factory", "init", "repr", "compare", "kw_only", "hash", "metadata");
        bool Is(int index, bool otherwise) => options[index] is { } value ? Operators.IsTrue(vm, value) : otherwise;
        return new FieldSpecification(new DataclassField("")
        {
            Default = options[0],
            Factory = options[1],
            IsArgument = Is(2, true),
            IsShown = Is(3, true),
            IsCompared = Is(4, true),
            IsKeywordOnly = Is(5, false),
        });
    }

    private static PythonInstance Instance(object value, string function) => value is PythonInstance { Class.Dataclass: not null } instance
        ? instance
        : throw PythonError.Type($"{function}() should be called on dataclass instances");

    private static object AsDict(Interpreter vm, object value)
    {
        Interpreter.EnsureStack();
        vm.Step();
        switch (value)
        {
            case PythonInstance { Class.Dataclass: { } shape } instance:
                var dict = new PythonDict(vm);
                foreach (var field in shape.Fields)
                {
                    dict.Set(vm, field.Name, AsDict(vm, instance.Fields[field.Name]));
                }

                return dict;
            case PythonList list:
                vm.Collection(list.Items.Count);
                return new PythonList(list.Items.ConvertAll(item => AsDict(vm, item)));
            case PythonTuple tuple:
                vm.Collection(tuple.Items.Length);
                return new PythonTuple(Array.ConvertAll(tuple.Items, item => AsDict(vm, item)));
            case PythonDict other:
                var copy = new PythonDict(vm);
                foreach (var (key, item) in other.Entries())
                {
                    copy.Set(vm, AsDict(vm, key), AsDict(vm, item));
                }

                return copy;
            default:
                return value;
        }
    }

    private static object AsTuple(Interpreter vm, object value)
    {
        Interpreter.EnsureStack();
        vm.Step();
        return value is PythonInstance { Class.Dataclass: { } shape } instance
            ? new PythonTuple([.. shape.Fields.Select(field => AsTuple(vm, instance.Fields[field.Name]))])
            : value;
    }

    private static object Replace(Interpreter vm, Arguments arguments)
    {
        var instance = Instance(arguments.Counted("replace", 1, 1)[0], "replace");
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in instance.Class.Dataclass!.Fields.Where(field => field.IsArgument))
        {
            values[field.Name] = instance.Fields[field.Name];
        }

        foreach (var (name, value) in arguments.Keywords)
        {
            values[name] = value;
        }

        return vm.Call(instance.Class, new Arguments([], [.. values]));
    }

    private sealed class FieldSpecification(DataclassField field) : PythonObject
    {
        public DataclassField Field { get; } = field;

        public override string TypeName => "Field";
    }
}
