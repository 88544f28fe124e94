using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A class: built in, or of the program.</summary>
internal sealed class PythonClass : PythonObject
{
    private PythonClass(string name, PythonClass[] bases, bool isBuiltin)
    {
        Name = name;
        Bases = bases;
        IsBuiltin = isBuiltin;
        Ancestry = [this, .. Linearize(bases)];
    }

    public string Name { get; }

    public PythonClass[] Bases { get; }

    /// <summary>The class and its bases in the order in which attributes are looked up.</summary>
    public PythonClass[] Ancestry { get; }

    public bool IsBuiltin { get; }

    public Dictionary<string, object> Members { get; init; } = new(StringComparer.Ordinal);

    public Dictionary<string, BuiltinMethod> Methods { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Makes an instance of a built-in class.</summary>
    public Func<Interpreter, Arguments, object>? Construct { get; init; }

    /// <summary>The members of an enumeration in order; null for other classes.</summary>
    public List<PythonInstance>? EnumMembers { get; set; }

    /// <summary>The fields of a dataclass; null for other classes.</summary>
    public DataclassShape? Dataclass { get; set; }

    public override string TypeName => EnumMembers is null ? "type" : "EnumType";

    public override bool IsCallable => true;

    public bool IsException => IsSubclassOf(ExceptionTypes.BaseException);

    public static PythonClass Builtin(
        string name, PythonClass? parent, Func<Interpreter, Arguments, object>? construct, Dictionary<string, BuiltinMethod>? methods = null) =>
        new(name, parent is null ? [] : [parent], isBuiltin: true) { Construct = construct, Methods = methods ?? [] };

    public static PythonClass Of(string name, PythonClass[] bases, Dictionary<string, object> members) =>
        new(name, bases, isBuiltin: false) { Members = members };

    public bool IsSubclassOf(PythonClass other) => Array.IndexOf(Ancestry, other) >= 0;

    public object? Find(string name)
    {
        foreach (var type in Ancestry)
        {
            if (type.Members.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    public BuiltinMethod? FindMethod(string name)
    {
        foreach (var type in Ancestry)
        {
            if (type.Methods.TryGetValue(name, out var method))
            {
                return method;
            }
        }

        return null;
    }

    public override object? GetAttribute(Interpreter vm, string name)
    {
        switch (name)
        {
            case "__name__" or "__qualname__":
                return Name;
            case "__doc__":
                return Find(name) ?? Values.None;
            case "__members__" when EnumMembers is not null:
                return EnumTypes.MembersOf(vm, this);
        }

        switch (Find(name))
        {
            case StaticMethod method:
                return method.Function;
            case ClassMethod method:
                return new BoundMethod(this, method.Function);
            case { } value:
                return value;
        }

        return FindMethod(name) is { } builtin
            ? new BuiltinFunction(name, (inner, arguments) => CallUnbound(inner, name, builtin, arguments))
            : null;
    }

    public override bool SetAttribute(Interpreter vm, string name, object value)
    {
        if (IsBuiltin)
        {
            throw PythonError.Type($"cannot set '{name}' attribute of immutable type '{Name}'");
        }

        Members[name] = value;
        return true;
    }

    public override bool DeleteAttribute(Interpreter vm, string name) => !IsBuiltin && Members.Remove(name);

    public override object Call(Interpreter vm, Arguments arguments)
    {
        if (Construct is { } construct)
        {
            return construct(vm, arguments);
        }

        if (EnumMembers is not null)
        {
            return EnumTypes.ByValue(vm, this, arguments.Take(Name, 1, 1)[0]);
        }

        vm.Allocate(96);
        PythonInstance instance = IsException ? new ExceptionInstance(this, arguments.Positional) : new PlainInstance(this);
        if (Find("__init__") is { } init)
        {
            vm.Call(init, arguments.Prepend(instance));
        }
        else if (instance is not ExceptionInstance && (arguments.Count > 0 || arguments.Keywords.Length > 0))
        {
            throw PythonError.Type($"{Name}() takes no arguments");
        }

        return instance;
    }

    public override IEnumerator<object>? Iterate(Interpreter vm) => EnumMembers?.GetEnumerator();

    public override long? Length(Interpreter vm) => EnumMembers?.Count;

    public override bool IsTrue(Interpreter vm) => true;

    public override bool? Contains(Interpreter vm, object item) =>
        EnumMembers is null ? null : item is PythonInstance instance && EnumMembers.Contains(instance);

    public override object? GetItem(Interpreter vm, object key)
    {
        if (EnumMembers is not null)
        {
            return EnumMembers.Find(member => key is string name && EnumTypes.NameOf(member) == name) ?? throw PythonError.Key(key);
        }

        // list[int] and the like stand in annotations; what is in the brackets means nothing when the program runs.
        return IsBuiltin ? this : Find("__class_getitem__") is { } get ? vm.Call(get, this, key) : null;
    }

    // A union of types such as "int | None" is kept as a tuple, which isinstance takes.
    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected) =>
        op == BinaryOperator.BitOr && (other is PythonClass or PythonTuple || ReferenceEquals(other, Values.None))
            ? new PythonTuple(reflected ? [other, this] : [this, other])
            : null;

    public override string Repr(Interpreter vm) =>
        EnumMembers is not null ? $"<enum '{Name}'>" : IsBuiltin ? $"<class '{Name}'>" : $"<class '__main__.{Name}'>";

    private object CallUnbound(Interpreter vm, string name, BuiltinMethod method, Arguments arguments)
    {
        if (arguments.Count == 0)
        {
            throw PythonError.Type($"unbound method {Name}.{name}() needs an argument");
        }

        return Types.Of(arguments[0]).IsSubclassOf(this)
            ? method(vm, arguments[0], arguments.Skip(1))
            : throw PythonError.Type(
                $"descriptor '{name}' for '{Name}' objects doesn't apply to a '{Types.NameOf(arguments[0])}' object");
    }

    // The C3 order: each class before its bases, bases in the order written.
    private static List<PythonClass> Linearize(PythonClass[] bases)
    {
        var lists = new List<List<PythonClass>>();
        foreach (var type in bases)
        {
            lists.Add([.. type.Ancestry]);
        }

        lists.Add([.. bases]);
        var order = new List<PythonClass>();
        while (true)
        {
            lists.RemoveAll(list => list.Count == 0);
            if (lists.Count == 0)
            {
                return order;
            }

            var next = lists.Find(list => lists.TrueForAll(other => other.IndexOf(list[0]) <= 0))?[0]
                ?? throw PythonError.Type("Cannot create a consistent method resolution order (MRO) for bases");
            order.Add(next);
            lists.ForEach(list => list.Remove(next));
        }
    }
}
