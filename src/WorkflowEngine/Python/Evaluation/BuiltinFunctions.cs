using System.Numerics;
using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Built-in functions on single values.</summary>
internal static class BuiltinFunctions
{
    public static void AddTo(Dictionary<string, object> table)
    {
        void Add(string name, Func<Interpreter, Arguments, object> body) => table[name] = new BuiltinFunction(name, body);

        Add("len", (vm, a) => Length(vm, a.Take("len", 1, 1)[0]));
        Add("repr", (vm, a) => vm.Made(Text.Repr(vm, a.Take("repr", 1, 1)[0])));
        Add("ascii", (vm, a) => vm.Made(Text.Ascii(Text.Repr(vm, a.Take("ascii", 1, 1)[0]))));
        Add("print", Print);
        Add("abs", (vm, a) => Absolute(vm, a.Take("abs", 1, 1)[0]));
        Add("round", (vm, a) => Rounding.Round(vm, a));
        Add("divmod", (vm, a) => Division(vm, a.Take("divmod", 2, 2)));
        Add("pow", Power);
        Add("ord", (_, a) => Ordinal(a.Take("ord", 1, 1)[0]));
        Add("chr", (_, a) => Character(Values.Small(a.Take("chr", 1, 1)[0])));
        Add("hex", (vm, a) => InBase(vm, a.Take("hex", 1, 1)[0], 'x'));
        Add("oct", (vm, a) => InBase(vm, a.Take("oct", 1, 1)[0], 'o'));
        Add("bin", (vm, a) => InBase(vm, a.Take("bin", 1, 1)[0], 'b'));
        Add("hash", (vm, a) => Hash(vm, a.Take("hash", 1, 1)[0]));
        Add("callable", (_, a) => Values.Bool(a.Take("callable", 1, 1)[0] is PythonObject { IsCallable: true }));
        Add("isinstance", (vm, a) => Values.Bool(Types.IsInstance(vm, a.Take("isinstance", 2, 2)[0], a[1])));
        Add("issubclass", (vm, a) => Values.Bool(Types.IsSubclass(vm, a.Take("issubclass", 2, 2)[0], a[1])));
        Add("getattr", (vm, a) => GetAttribute(vm, a.Take("getattr", 2, 3)));
        Add("hasattr", (vm, a) => Values.Bool(HasAttribute(vm, a.Take("hasattr", 2, 2)[0], Name(a[1], "hasattr"))));
        Add("setattr", (vm, a) =>
        {
            Attributes.Set(vm, a.Take("setattr", 3, 3)[0], Name(a[1], "setattr"), a[2]);
            return Values.None;
        });
        Add("format", (vm, a) => Formatting.Apply(vm, a.Take("format", 1, 2)[0], a.At(1) is { } spec ? Values.Str(spec, "format() argument 2") : ""));
    }

    private static object Length(Interpreter vm, object value)
    {
        if (value is string text)
        {
            vm.Spend(text.Length >> 8);
            return Values.Int(CodePoints.Length(text));
        }

        return (value as PythonObject)?.Length(vm) is { } length
            ? Values.Int(length)
            : throw PythonError.Type($"object of type '{Types.NameOf(value)}' has no len()");
    }

    private static object Print(Interpreter vm, Arguments arguments)
    {
        var options = arguments.Options("print", "sep", "end", "file", "flush");
        var separator = options[0] is string sep ? sep : " ";
        var text = new TextMaker(vm);
        for (var i = 0; i < arguments.Count; i++)
        {
            text.Add(i == 0 ? "" : separator).Add(Text.Str(vm, arguments[i]));
        }

        vm.Print(text.Add(options[1] is string end ? end : "\n").ToString());
        return Values.None;
    }

    private static object Absolute(Interpreter vm, object value)
    {
        if (value is double d)
        {
            return Math.Abs(d);
        }

        if (Values.TryInteger(value, out var integer))
        {
            return vm.Integer(BigInteger.Abs(integer));
        }

        return value is PythonInstance instance && instance.Class.Find("__abs__") is { } method
            ? vm.Call(method, instance)
            : throw PythonError.Type($"bad operand type for abs(): '{Types.NameOf(value)}'");
    }

    private static PythonTuple Division(Interpreter vm, Arguments arguments)
    {
        var (a, b) = (arguments[0], arguments[1]);
        if (!Values.IsNumber(a) || !Values.IsNumber(b))
        {
            throw PythonError.Type($"unsupported operand type(s) for divmod(): '{Types.NameOf(a)}' and '{Types.NameOf(b)}'");
        }

        if (a is double || b is double)
        {
            var (quotient, rest) = Arithmetic.FloorDivide(Values.Float(a), Values.Float(b), "float divmod()");
            return new PythonTuple([quotient, rest]);
        }

        var whole = Arithmetic.FloorDivide(vm, Values.Integer(a), Values.Integer(b), "integer division or modulo by zero");
        return new PythonTuple([vm.Integer(whole.Quotient), vm.Integer(whole.Remainder)]);
    }

    private static object Power(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("pow", 2, "base", "exp", "mod");
        if (given[2] is null || ReferenceEquals(given[2], Values.None))
        {
            return Operators.Binary(vm, Syntax.BinaryOperator.Power, given[0]!, given[1]!);
        }

        return Values.TryInteger(given[0]!, out var x) && Values.TryInteger(given[1]!, out var y) && Values.TryInteger(given[2]!, out var m)
            ? Arithmetic.PowerModulo(vm, x, y, m)
            : throw PythonError.Type("pow() 3rd argument not allowed unless all arguments are integers");
    }

    private static object Ordinal(object value)
    {
        if (value is PythonBytes { Value: [var single] })
        {
            return Values.Int(single);
        }

        var text = value as string ?? throw PythonError.Type($"ord() expected string of length 1, but {Types.NameOf(value)} found");
        return CodePoints.Length(text) == 1
            ? Values.Int(text.Length == 2 ? char.ConvertToUtf32(text, 0) : text[0])
            : throw PythonError.Type($"ord() expected a character, but string of length {CodePoints.Length(text)} found");
    }

    private static string Character(long value)
    {
        if (value is < 0 or > 0x10FFFF)
        {
            throw PythonError.Value("chr() arg not in range(0x110000)");
        }

        return value < 0x10000 ? CodePoints.Character((char)value) : new Rune((int)value).ToString();
    }

    private static string InBase(Interpreter vm, object value, char kind)
    {
        var integer = Values.Integer(value);
        return $"{(integer.Sign < 0 ? "-" : "")}0{kind}{Formatting.Digits(vm, BigInteger.Abs(integer), kind)}";
    }

    // The hash of a text differs between runs of CPython and is of no use; what matters is that it does not differ here.
    private static object Hash(Interpreter vm, object value)
    {
        if (value is double d && Math.Floor(d) == d && double.IsFinite(d))
        {
            value = new BigInteger(d);
        }

        if (!Values.TryInteger(value, out var integer))
        {
            Comparison.HashOf(vm, value);
            return Values.Int(0);
        }

        var modulus = (BigInteger.One << 61) - 1;
        var hash = BigInteger.Remainder(integer, modulus);
        return vm.Integer(hash == BigInteger.MinusOne ? -2 : hash);
    }

    private static string Name(object value, string function) =>
        value as string ?? throw PythonError.Type($"{function}(): attribute name must be string");

    private static object GetAttribute(Interpreter vm, Arguments arguments)
    {
        var name = Name(arguments[1], "getattr");
        if (arguments.Count == 2)
        {
            return Attributes.Get(vm, arguments[0], name);
        }

        return HasAttribute(vm, arguments[0], name, out var found) ? found! : arguments[2];
    }

    private static bool HasAttribute(Interpreter vm, object value, string name) => HasAttribute(vm, value, name, out _);

    private static bool HasAttribute(Interpreter vm, object value, string name, out object? found)
    {
        try
        {
            found = Attributes.Find(vm, value, name);
        }
        catch (PythonError e) when (e.Instance.Class.IsSubclassOf(ExceptionTypes.AttributeError))
        {
            vm.SpendOnRaise();
            found = null;
        }

        return found is not null;
    }
}
