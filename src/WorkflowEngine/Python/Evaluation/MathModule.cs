using System.Numerics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The module "math".</summary>
internal static class MathModule
{
    public static PythonModuleObject Module { get; } = new("math", Make());

    private static Dictionary<string, object> Make()
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["pi"] = Math.PI,
            ["e"] = Math.E,
            ["tau"] = Math.Tau,
            ["inf"] = double.PositiveInfinity,
            ["nan"] = double.NaN,
        };
        void Add(string name, int min, int max, Func<Interpreter, Arguments, object> body) =>
            table[name] = new BuiltinFunction(name, (vm, a) => body(vm, a.Take(name, min, max)));
        void Real(string name, Func<double, double> function) => Add(name, 1, 1, (_, a) => Checked(Values.Float(a[0]), function));
        void Whole(string name, Func<double, double> round) => Add(name, 1, 1, (vm, a) => a[0] is double d
            ? double.IsFinite(d) ? vm.Integer(new BigInteger(round(d))) : throw NotFinite(d)
            : vm.Integer(Values.Integer(a[0])));

        Real("sqrt", Math.Sqrt);
        Real("exp", Math.Exp);
        Real("sin", Math.Sin);
        Real("cos", Math.Cos);
        Real("tan", Math.Tan);
        Real("atan", Math.Atan);
        Real("asin", Math.Asin);
        Real("acos", Math.Acos);
        Real("degrees", x => x * (180 / Math.PI));
        Real("radians", x => x * (Math.PI / 180));
        Real("fabs", Math.Abs);
        Whole("floor", Math.Floor);
        Whole("ceil", Math.Ceiling);
        Whole("trunc", Math.Truncate);
        Add("log", 1, 2, (_, a) => a.Count == 1 ? Log(a[0]) : Log(a[0]) / (Log(a[1]) is var bottom && bottom != 0 ? bottom : throw PythonError.ZeroDivision("division by zero")));
        Add("log2", 1, 1, (_, a) => a[0] is double d ? Checked(d > 0 ? d : double.NaN, Math.Log2, d <= 0) : Log(a[0]) / Math.Log(2) is var x && Math.Abs(x - Math.Round(x)) < 1e-12 ? Math.Round(x) : x);
        Add("log10", 1, 1, (_, a) => Checked(Values.Float(a[0]), Math.Log10, Values.Float(a[0]) <= 0));
        Add("pow", 2, 2, (_, a) => Checked(Values.Float(a[0]), x => Math.Pow(x, Values.Float(a[1]))));
        Add("atan2", 2, 2, (_, a) => Math.Atan2(Values.Float(a[0]), Values.Float(a[1])));
        Add("copysign", 2, 2, (_, a) => Math.CopySign(Values.Float(a[0]), Values.Float(a[1])));
        Add("fmod", 2, 2, (_, a) => Values.Float(a[1]) is var y && y != 0 ? Values.Float(a[0]) % y : throw Domain());
        Add("hypot", 0, 99, (_, a) => Math.Sqrt(a.Positional.Sum(x => Values.Float(x) * Values.Float(x))));
        Add("isnan", 1, 1, (_, a) => Values.Bool(double.IsNaN(Values.Float(a[0]))));
        Add("isinf", 1, 1, (_, a) => Values.Bool(double.IsInfinity(Values.Float(a[0]))));
        Add("isfinite", 1, 1, (_, a) => Values.Bool(double.IsFinite(Values.Float(a[0]))));
        Add("gcd", 0, 999, (vm, a) => vm.Integer(a.Positional.Aggregate(BigInteger.Zero, (x, y) => BigInteger.GreatestCommonDivisor(x, Values.Integer(y)))));
        Add("lcm", 0, 999, Lcm);
        Add("isqrt", 1, 1, (vm, a) => vm.Integer(SquareRoot(vm, Values.Integer(a[0]))));
        Add("factorial", 1, 1, (vm, a) => Product(vm, 1, Values.Integer(a[0])));
        Add("comb", 2, 2, Combinations);
        Add("perm", 1, 2, (vm, a) =>
        {
            var (n, k) = (Values.Integer(a[0]), Values.Integer(a.At(1) ?? a[0]));
            return n.Sign < 0 || k.Sign < 0 ? throw PythonError.Value("n must be a non-negative integer") : k > n ? Values.Int(0) : Product(vm, n - k + 1, n);
        });
        table["prod"] = new BuiltinFunction("prod", (vm, a) => Iteration.Each(vm, a.Counted("prod", 1, 1)[0]).Aggregate(
            a.Options("prod", "start")[0] ?? Values.Int(1), (x, y) => Operators.Binary(vm, Syntax.BinaryOperator.Multiply, x, y)));
        table["isclose"] = new BuiltinFunction("isclose", IsClose);
        table["fsum"] = new BuiltinFunction("fsum", (vm, a) => Iteration.Each(vm, a.Take("fsum", 1, 1)[0]).Sum(Values.Float));
        return table;
    }

    private static PythonError Domain() => PythonError.Value("math domain error");

    private static PythonError NotFinite(double value) => double.IsNaN(value)
        ? PythonError.Value("cannot convert float NaN to integer")
        : PythonError.Overflow("cannot convert float infinity to integer");

    private static double Checked(double x, Func<double, double> function, bool outside = false)
    {
        var result = function(x);
        if (outside || (double.IsNaN(result) && !double.IsNaN(x)))
        {
            throw Domain();
        }

        return double.IsInfinity(result) && double.IsFinite(x) ? throw PythonError.Overflow("math range error") : result;
    }

    private static double Log(object value)
    {
        if (Values.TryInteger(value, out var integer))
        {
            return integer.Sign > 0 ? integer.GetBitLength() > 1000 ? BigInteger.Log(integer) : Math.Log((double)integer) : throw Domain();
        }

        var x = Values.Float(value);
        return x <= 0 ? throw Domain() : Math.Log(x);
    }

    private static object Lcm(Interpreter vm, Arguments arguments)
    {
        var result = BigInteger.One;
        foreach (var item in arguments.Positional)
        {
            var value = BigInteger.Abs(Values.Integer(item));
            if (value.IsZero)
            {
                return Values.Int(0);
            }

            vm.CheckBits(result.GetBitLength() + (double)value.GetBitLength());
            result = result / BigInteger.GreatestCommonDivisor(result, value) * value;
        }

        return vm.Integer(result);
    }

    private static BigInteger SquareRoot(Interpreter vm, BigInteger value)
    {
        if (value.Sign < 0)
        {
            throw PythonError.Value("isqrt() argument must be nonnegative");
        }

        if (value.IsZero)
        {
            return value;
        }

        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            vm.Spend(1 + (value.GetBitLength() >> 4));
            var next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static object Product(Interpreter vm, BigInteger first, BigInteger last)
    {
        if (last.Sign < 0)
        {
            throw PythonError.Value("factorial() not defined for negative values");
        }

        var result = BigInteger.One;
        for (var i = first; i <= last; i++)
        {
            vm.Spend(1 + (result.GetBitLength() >> 8));
            result *= i;
            vm.CheckBits(result.GetBitLength());
        }

        return vm.Integer(result);
    }

    private static object Combinations(Interpreter vm, Arguments arguments)
    {
        var (n, k) = (Values.Integer(arguments[0]), Values.Integer(arguments[1]));
        if (n.Sign < 0 || k.Sign < 0)
        {
            throw PythonError.Value("n must be a non-negative integer");
        }

        var result = BigInteger.One;
        k = BigInteger.Min(k, n - k);
        for (var i = BigInteger.One; i <= k; i++)
        {
            vm.Spend(1 + (result.GetBitLength() >> 8));
            result = result * (n - k + i) / i;
            vm.CheckBits(result.GetBitLength());
        }

        return k.Sign < 0 ? Values.Int(0) : vm.Integer(result);
    }

    private static object IsClose(Interpreter vm, Arguments arguments)
    {
        var options = arguments.Counted("isclose", 2, 2).Options("isclose", "rel_tol", "abs_tol");
        var (a, b) = (Values.Float(arguments[0]), Values.Float(arguments[1]));
        var relative = options[0] is { } rel ? Values.Float(rel) : 1e-9;
        var absolute = options[1] is { } abs ? Values.Float(abs) : 0;
        return Values.Bool(a == b || (double.IsFinite(a) && double.IsFinite(b)
            && Math.Abs(a - b) <= Math.Max(relative * Math.Max(Math.Abs(a), Math.Abs(b)), absolute)));
    }
}
