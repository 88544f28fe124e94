using System.Globalization;
using System.Numerics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Host values for Python's: int is long or BigInteger, float double, str string, bool bool; the rest PythonObject.</summary>
internal static class Values
{
    private const int SmallestKept = -128;
    private static readonly object[] Kept = MakeKept();

    public static object None => PythonSingleton.None;

    public static object True { get; } = true;

    public static object False { get; } = false;

    public static object Bool(bool value) => value ? True : False;

    public static object Int(long value) =>
        (ulong)(value - SmallestKept) < (ulong)Kept.Length ? Kept[value - SmallestKept] : value;

    public static bool IsInteger(object value) => value is long or bool or BigInteger;

    public static bool IsNumber(object value) => value is long or double or bool or BigInteger;

    public static bool TryInteger(object value, out BigInteger integer)
    {
        switch (value)
        {
            case long l:
                integer = l;
                return true;
            case bool b:
                integer = b ? 1 : 0;
                return true;
            case BigInteger big:
                integer = big;
                return true;
            default:
                integer = default;
                return false;
        }
    }

    public static BigInteger Integer(object value) => TryInteger(value, out var integer) ? integer : throw NotInteger(value);

    /// <summary>An index: an integer that is held to the range of long, as slices do.</summary>
    public static long Index(object value) => value switch
    {
        long l => l,
        bool b => b ? 1 : 0,
        BigInteger big => big.Sign < 0 ? long.MinValue / 2 : long.MaxValue / 2,
        _ => throw NotInteger(value),
    };

    public static long Times(object value) => value is BigInteger
        ? throw PythonError.Overflow("cannot fit 'int' into an index-sized integer")
        : Index(value);

    /// <summary>A small number such as a width or a count.</summary>
    public static long Small(object value) => value is BigInteger
        ? throw PythonError.Overflow("Python int too large to convert to C ssize_t")
        : Index(value);

    public static double Float(object value) => value switch
    {
        double d => d,
        long l => l,
        bool b => b ? 1 : 0,
        BigInteger big => FloatOf(big),
        _ => throw PythonError.Type($"must be real number, not {Types.NameOf(value)}"),
    };

    public static double FloatOf(BigInteger value)
    {
        if (value.GetBitLength() > 1030)
        {
            throw PythonError.Overflow("int too large to convert to float");
        }

        // The conversion of BigInteger cuts off what does not fit; the text is rounded as Python rounds.
        var result = double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return double.IsInfinity(result) ? throw PythonError.Overflow("int too large to convert to float") : result;
    }

    public static string Str(object value, string what) =>
        value as string ?? throw PythonError.Type($"{what} must be str, not {Types.NameOf(value)}");

    private static PythonError NotInteger(object value) =>
        PythonError.Type($"'{Types.NameOf(value)}' object cannot be interpreted as an integer");

    private static object[] MakeKept()
    {
        var kept = new object[1152];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = (long)(i + SmallestKept);
        }

        return kept;
    }
}
