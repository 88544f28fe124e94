using System.Globalization;
using System.Numerics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>round(), and floats with a number of exact digits.</summary>
internal static class Rounding
{
    public static object Round(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("round", 1, "number", "ndigits");
        var digits = given[1] is null || ReferenceEquals(given[1], Values.None) ? null : given[1];
        switch (given[0]!)
        {
            case double d when digits is null:
                if (!double.IsFinite(d))
                {
                    throw double.IsNaN(d)
                        ? PythonError.Value("cannot convert float NaN to integer")
                        : PythonError.Overflow("cannot convert float infinity to integer");
                }

                return vm.Integer(new BigInteger(Math.Round(d, MidpointRounding.ToEven)));
            case double d:
                return RoundFloat(d, Values.Small(digits));
            case var value when Values.TryInteger(value, out var integer):
                return digits is null ? vm.Integer(integer) : RoundInteger(vm, integer, Values.Small(digits));
            case PythonInstance instance when instance.Class.Find("__round__") is { } method:
                return vm.Call(method, instance);
            case var value:
                throw PythonError.Type($"type {Types.NameOf(value)} doesn't define __round__ method");
        }
    }

    /// <summary>A finite float with that many digits after the point, its exact value rounded half to even.</summary>
    public static string Fixed(double value, int digits)
    {
        var (mantissa, exponent) = Parts(Math.Abs(value));
        var scaled = mantissa * BigInteger.Pow(10, digits);
        var rounded = exponent >= 0 ? scaled << exponent : DivideHalfEven(scaled, BigInteger.One << -exponent);
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";
    }

    /// <summary>The first significant digits of a finite positive float, and the power of ten of the first.</summary>
    public static (string Digits, int Exponent) Significant(double value, int count)
    {
        if (value == 0)
        {
            return (new string('0', count), 0);
        }

        var (mantissa, binary) = Parts(value);
        var exponent = (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            var power = count - 1 - exponent;
            var numerator = mantissa * BigInteger.Pow(10, Math.Max(0, power)) * BigInteger.Pow(2, Math.Max(0, binary));
            var denominator = BigInteger.Pow(10, Math.Max(0, -power)) * BigInteger.Pow(2, Math.Max(0, -binary));
            var digits = DivideHalfEven(numerator, denominator).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count)
            {
                return (digits, exponent);
            }

            exponent += digits.Length > count ? 1 : -1;
        }
    }

    private static double RoundFloat(double value, long digits)
    {
        if (!double.IsFinite(value) || digits > 323)
        {
            return value;
        }

        if (digits >= 0)
        {
            return double.Parse((double.IsNegative(value) ? "-" : "") + Fixed(value, (int)digits), CultureInfo.InvariantCulture);
        }

        if (digits < -308)
        {
            return Math.CopySign(0, value);
        }

        var (mantissa, exponent) = Parts(Math.Abs(value));
        var unit = BigInteger.Pow(10, (int)-digits);
        var whole = exponent >= 0
            ? DivideHalfEven(mantissa << exponent, unit)
            : DivideHalfEven(mantissa, unit << -exponent);
        return Math.CopySign(double.Parse((whole * unit).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), value);
    }

    private static object RoundInteger(Interpreter vm, BigInteger value, long digits)
    {
        if (digits >= 0)
        {
            return vm.Integer(value);
        }

        if (-digits > (value.GetBitLength() * 0.4) + 2)
        {
            return Values.Int(0);
        }

        var unit = BigInteger.Pow(10, (int)-digits);
        var rounded = DivideHalfEven(BigInteger.Abs(value), unit) * unit;
        return vm.Integer(value.Sign < 0 ? -rounded : rounded);
    }

    private static BigInteger DivideHalfEven(BigInteger value, BigInteger unit)
    {
        var quotient = BigInteger.DivRem(value, unit, out var rest);
        var order = (rest * 2).CompareTo(unit);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | (1L << 52), exponent - 1075);
    }
}
