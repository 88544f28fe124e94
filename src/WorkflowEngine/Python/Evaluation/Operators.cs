using System.Numerics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Operators on any values.</summary>
internal static class Operators
{
    public static bool IsTrue(Interpreter vm, object value) => value switch
    {
        bool b => b,
        long l => l != 0,
        string s => s.Length > 0,
        double d => d != 0,
        PythonObject target => target.IsTrue(vm),
        _ => true,
    };

    public static object Binary(Interpreter vm, BinaryOperator op, object a, object b) =>
        Simple(vm, op, a, b) ?? Objects(vm, op, a, b) ?? throw Unsupported(op, a, b, inPlace: false);

    public static object InPlace(Interpreter vm, BinaryOperator op, object a, object b) =>
        Simple(vm, op, a, b)
        ?? (a as PythonObject)?.InPlace(vm, op, b)
        ?? Objects(vm, op, a, b)
        ?? throw Unsupported(op, a, b, inPlace: true);

    public static object Unary(Interpreter vm, UnaryOperator op, object value)
    {
        switch (op)
        {
            case UnaryOperator.Not:
                return Values.Bool(!IsTrue(vm, value));
            case UnaryOperator.Minus when value is double d:
                return -d;
            case UnaryOperator.Plus when value is double:
                return value;
        }

        if (Values.TryInteger(value, out var integer))
        {
            return vm.Integer(op switch
            {
                UnaryOperator.Minus => -integer,
                UnaryOperator.Invert => -integer - 1,
                _ => integer,
            });
        }

        var sign = op switch { UnaryOperator.Minus => "-", UnaryOperator.Plus => "+", _ => "~" };
        return (value as PythonObject)?.Unary(vm, op)
            ?? throw PythonError.Type($"bad operand type for unary {sign}: '{Types.NameOf(value)}'");
    }

    private static object? Simple(Interpreter vm, BinaryOperator op, object a, object b)
    {
        if (a is long x && b is long y)
        {
            return Arithmetic.OfLongs(vm, op, x, y);
        }

        if (a is string s)
        {
            return OfText(vm, op, s, b);
        }

        if (b is string text && op == BinaryOperator.Multiply && Values.IsInteger(a))
        {
            return Repeat(vm, text, Values.Times(a));
        }

        if (!Values.IsNumber(a) || !Values.IsNumber(b))
        {
            return null;
        }

        if (a is double || b is double)
        {
            return Arithmetic.OfFloats(vm, op, Values.Float(a), Values.Float(b));
        }

        if (a is bool p && b is bool q && op is BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.BitXor
            && a is bool && b is bool)
        {
            (p, q) = ((bool)a, (bool)b);
            return Values.Bool(op == BinaryOperator.BitAnd ? p && q : op == BinaryOperator.BitOr ? p || q : p != q);
        }

        return Arithmetic.OfIntegers(vm, op, Values.Integer(a), Values.Integer(b));
    }

    private static string? OfText(Interpreter vm, BinaryOperator op, string text, object other)
    {
        switch (op)
        {
            case BinaryOperator.Add when other is string right:
                vm.Text(text.Length + (long)right.Length);
                return text + right;
            case BinaryOperator.Add when other is not PythonObject or PythonList or PythonDict or PythonTuple or PythonSingleton:
                throw PythonError.Type($"can only concatenate str (not \"{Types.NameOf(other)}\") to str");
            case BinaryOperator.Multiply when Values.IsInteger(other):
                return Repeat(vm, text, Values.Times(other));
            case BinaryOperator.Multiply when other is not PythonObject or PythonList or PythonTuple:
                throw PythonError.Type($"can't multiply sequence by non-int of type '{Types.NameOf(other)}'");
            case BinaryOperator.Modulo:
                return PercentFormat.Apply(vm, text, other);
            default:
                return null;
        }
    }

    private static string Repeat(Interpreter vm, string text, long times)
    {
        if (times <= 0 || text.Length == 0)
        {
            return "";
        }

        vm.Text(Math.Min(times, int.MaxValue) * text.Length);
        return times == 1 ? text : new System.Text.StringBuilder(text.Length * (int)times).Insert(0, text, (int)times).ToString();
    }

    private static object? Objects(Interpreter vm, BinaryOperator op, object a, object b) =>
        (a as PythonObject)?.Binary(vm, op, b, reflected: false) ?? (b as PythonObject)?.Binary(vm, op, a, reflected: true);

    private static PythonError Unsupported(BinaryOperator op, object a, object b, bool inPlace)
    {
        var sequence = a is PythonList or PythonTuple or PythonBytes ? b : b is PythonList or PythonTuple or PythonBytes ? a : null;
        return op == BinaryOperator.Multiply && sequence is not null
            ? PythonError.Type($"can't multiply sequence by non-int of type '{Types.NameOf(sequence)}'")
            : PythonError.Type(
                $"unsupported operand type(s) for {SpecialNames.Text(op, inPlace)}: '{Types.NameOf(a)}' and '{Types.NameOf(b)}'");
    }
}
