namespace WorkflowEngine.Python.Evaluation;

/// <summary>Enumerations and the module "enum".</summary>
internal static class EnumTypes
{
    private const string ValueName = "value";

    private static readonly PythonClass Enum = PythonClass.Builtin("Enum", BuiltinTypes.Object, null);
    private static readonly PythonClass StrEnum = PythonClass.Builtin("StrEnum", Enum, null);
    private static readonly PythonClass IntEnum = PythonClass.Builtin("IntEnum", Enum, null);

    public static PythonModuleObject Module { get; } = new("enum", new Dictionary<string, object>
    {
        ["Enum"] = Enum,
        ["StrEnum"] = StrEnum,
        ["IntEnum"] = IntEnum,
        ["auto"] = new BuiltinFunction("auto", (_, _) => new Auto()),
        ["unique"] = new BuiltinFunction("unique", (_, arguments) => arguments.Take("unique", 1, 1)[0]),
    });

    public static bool IsEnum(PythonClass type) => type.IsSubclassOf(Enum);

    public static bool MayMix(PythonClass type) => type == BuiltinTypes.Str || type == BuiltinTypes.Int;

    public static string NameOf(PythonInstance member) => (string)member.Fields["name"];

    public static void Finish(Interpreter vm, PythonClass type)
    {
        type.EnumMembers = [];
        var last = 0L;
        foreach (var (name, given) in type.Members.ToArray())
        {
            if (name.StartsWith('_') || name.StartsWith('<') || given is PythonObject { IsCallable: true } or PythonProperty or ClassMethod)
            {
                continue;
            }

            var value = given;
            if (value is Auto)
            {
                value = type.IsSubclassOf(StrEnum) ? name.ToLowerInvariant() : Values.Int(last + 1);
            }

            last = value is long number ? number : last;
            var member = type.EnumMembers.Find(other => Comparison.AreEqual(vm, other.Fields[ValueName], value));
            if (member is null)
            {
                member = new PlainInstance(type);
                member.Fields["name"] = name;
                member.Fields[ValueName] = value;
                member.IsFrozen = true;
                type.EnumMembers.Add(member);
            }

            type.Members[name] = member;
        }
    }

    public static object ByValue(Interpreter vm, PythonClass type, object value) =>
        value is PythonInstance instance && instance.Class == type
            ? instance
            : type.EnumMembers!.Find(member => Comparison.AreEqual(vm, member.Fields[ValueName], value))
                ?? throw PythonError.Value($"{Text.Repr(vm, value)} is not a valid {type.Name}");

    public static PythonDict MembersOf(Interpreter vm, PythonClass type)
    {
        var dict = new PythonDict(vm);
        foreach (var member in type.EnumMembers!)
        {
            dict.Set(vm, NameOf(member), member);
        }

        return dict;
    }

    public static string Repr(Interpreter vm, PythonInstance member) =>
        $"<{member.Class.Name}.{NameOf(member)}: {Text.Repr(vm, member.Fields[ValueName])}>";

    public static string Str(Interpreter vm, PythonInstance member) =>
        member.Class.IsSubclassOf(StrEnum) || member.Class.IsSubclassOf(IntEnum)
            ? Text.Str(vm, member.Fields[ValueName])
            : $"{member.Class.Name}.{NameOf(member)}";

    /// <summary>The value of a member that is also a text or an integer; null for other values.</summary>
    public static object? Plain(object value) =>
        value is PythonInstance { Class.EnumMembers: not null } member
        && (member.Class.IsSubclassOf(StrEnum) || member.Class.IsSubclassOf(IntEnum)
            || member.Class.IsSubclassOf(BuiltinTypes.Str) || member.Class.IsSubclassOf(BuiltinTypes.Int))
            ? member.Fields[ValueName]
            : null;

    private sealed class Auto : PythonObject
    {
        public override string TypeName => "auto";
    }
}
