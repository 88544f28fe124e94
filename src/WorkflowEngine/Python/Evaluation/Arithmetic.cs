using System.Numerics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Numbers as Python computes them: integers of any size, floor division, the sign of the divisor for remainders.</summary>
internal static class Arithmetic
{
    public static object? OfLongs(Interpreter vm, BinaryOperator op, long x, long y)
    {
        switch (op)
        {
            case BinaryOperator.Add:
                var sum = unchecked(x + y);
                return ((x ^ sum) & (y ^ sum)) < 0 ? vm.Integer((BigInteger)x + y) : Values.Int(sum);
            case BinaryOperator.Subtract:
                var difference = unchecked(x - y);
                return ((x ^ y) & (x ^ difference)) < 0 ? vm.Integer((BigInteger)x - y) : Values.Int(difference);
            case BinaryOperator.Multiply:
                var high = Math.BigMul(x, y, out var low);
                return high == low >> 63 ? Values.Int(low) : vm.Integer((BigInteger)x * y);
            case BinaryOperator.FloorDivide when y > 0:
                var quotient = x / y;
                return Values.Int(x % y < 0 ? quotient - 1 : quotient);
            case BinaryOperator.Modulo when y > 0:
                var rest = x % y;
                return Values.Int(rest < 0 ? rest + y : rest);
            case BinaryOperator.BitAnd:
                return Values.Int(x & y);
            case BinaryOperator.BitOr:
                return Values.Int(x | y);
            case BinaryOperator.BitXor:
                return Values.Int(x ^ y);
            case BinaryOperator.Divide when y != 0 && Math.Abs((double)x) < 9e15 && Math.Abs((double)y) < 9e15:
                return (double)x / y;
            default:
                return OfIntegers(vm, op, x, y);
        }
    }

    public static object? OfIntegers(Interpreter vm, BinaryOperator op, BigInteger x, BigInteger y)
    {
        switch (op)
        {
            case BinaryOperator.Add:
                return Sized(vm, x, y, x + y);
            case BinaryOperator.Subtract:
                return Sized(vm, x, y, x - y);
            case BinaryOperator.Multiply:
                vm.CheckBits(x.GetBitLength() + (double)y.GetBitLength() - 2);
                vm.Spend((x.GetBitLength() * y.GetBitLength()) >> 16);
                return vm.Integer(x * y);
            case BinaryOperator.Divide:
                return Divide(x, y);
            case BinaryOperator.FloorDivide:
                return vm.Integer(FloorDivide(vm, x, y, "integer division or modulo by zero").Quotient);
            case BinaryOperator.Modulo:
                return vm.Integer(FloorDivide(vm, x, y, "integer modulo by zero").Remainder);
            case BinaryOperator.Power:
                return Power(vm, x, y);
            case BinaryOperator.LeftShift:
                return ShiftLeft(vm, x, y);
            case BinaryOperator.RightShift:
                ThrowIfNegativeShift(y);
                return vm.Integer(y > x.GetBitLength() + 1 ? (x.Sign < 0 ? -1 : 0) : x >> (int)y);
            case BinaryOperator.BitAnd:
                return Sized(vm, x, y, x & y);
            case BinaryOperator.BitOr:
                return Sized(vm, x, y, x | y);
            case BinaryOperator.BitXor:
                return Sized(vm, x, y, x ^ y);
            default:
                return null;
        }
    }

    public static object? OfFloats(Interpreter vm, BinaryOperator op, double x, double y)
    {
        switch (op)
        {
            case BinaryOperator.Add:
                return x + y;
            case BinaryOperator.Subtract:
                return x - y;
            case BinaryOperator.Multiply:
                return x * y;
            case BinaryOperator.Divide:
                return y != 0 ? x / y : throw PythonError.ZeroDivision("float division by zero");
            case BinaryOperator.FloorDivide:
                return FloorDivide(x, y, "float floor division by zero").Quotient;
            case BinaryOperator.Modulo:
                return FloorDivide(x, y, "float modulo by zero").Remainder;
            case BinaryOperator.Power:
                return Power(x, y);
            default:
                return null;
        }
    }

    public static (BigInteger Quotient, BigInteger Remainder) FloorDivide(Interpreter vm, BigInteger x, BigInteger y, string message)
    {
        if (y.IsZero)
        {
            throw PythonError.ZeroDivision(message);
        }

        vm.Spend((x.GetBitLength() * y.GetBitLength()) >> 16);
        var quotient = BigInteger.DivRem(x, y, out var rest);
        return !rest.IsZero && (rest.Sign < 0) != (y.Sign < 0) ? (quotient - 1, rest + y) : (quotient, rest);
    }

    public static (double Quotient, double Remainder) FloorDivide(double x, double y, string message)
    {
        if (y == 0)
        {
            throw PythonError.ZeroDivision(message);
        }

        var rest = x % y;
        var quotient = (x - rest) / y;
        if (rest != 0)
        {
            if ((y < 0) != (rest < 0))
            {
                rest += y;
                quotient -= 1;
            }
        }
        else
        {
            rest = Math.CopySign(0, y);
        }

        if (quotient == 0)
        {
            return (Math.CopySign(0, x / y), rest);
        }

        var floor = Math.Floor(quotient);
        return (quotient - floor > 0.5 ? floor + 1 : floor, rest);
    }

    public static object PowerModulo(Interpreter vm, BigInteger x, BigInteger y, BigInteger modulus)
    {
        if (modulus.IsZero)
        {
            throw PythonError.Value("pow() 3rd argument cannot be 0");
        }

        if (y.Sign < 0)
        {
            x = Inverse(x, modulus);
            y = -y;
        }

        var words = (modulus.GetBitLength() >> 5) + 1;
        vm.Spend((y.GetBitLength() * words * words) >> 3);
        var result = BigInteger.ModPow(x, y, modulus);
        return vm.Integer(!result.IsZero && (result.Sign < 0) != (modulus.Sign < 0) ? result + modulus : result);
    }

    private static BigInteger Inverse(BigInteger x, BigInteger modulus)
    {
        var (a, b) = (BigInteger.Abs(modulus), ((x % modulus) + modulus) % modulus);
        var (s, t) = (BigInteger.Zero, BigInteger.One);
        var m = a;
        while (!b.IsZero)
        {
            var quotient = a / b;
            (a, b) = (b, a - (quotient * b));
            (s, t) = (t, s - (quotient * t));
        }

        return a.IsOne ? ((s % m) + m) % m : throw PythonError.Value("base is not invertible for the given modulus");
    }

    private static double Divide(BigInteger x, BigInteger y)
    {
        if (y.IsZero)
        {
            throw PythonError.ZeroDivision("division by zero");
        }

        if (x.IsZero)
        {
            return y.Sign < 0 ? -0.0 : 0.0;
        }

        // 66 bits of the quotient, the last of them telling whether anything was cut off: the conversion then rounds right.
        var shift = (int)(66 - x.GetBitLength() + y.GetBitLength());
        var numerator = shift > 0 ? BigInteger.Abs(x) << shift : BigInteger.Abs(x);
        var denominator = shift < 0 ? BigInteger.Abs(y) << -shift : BigInteger.Abs(y);
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        if (!rest.IsZero)
        {
            quotient |= 1;
        }

        var extra = Math.Max(0, (int)quotient.GetBitLength() - 64);
        var mantissa = (ulong)(quotient >> extra) | (((quotient & ((BigInteger.One << extra) - 1)) != 0) ? 1UL : 0UL);
        var result = Math.ScaleB((double)mantissa, extra - shift);
        if (double.IsInfinity(result))
        {
            throw PythonError.Overflow("integer division result too large for a float");
        }

        return x.Sign == y.Sign ? result : -result;
    }

    private static object Power(Interpreter vm, BigInteger x, BigInteger y)
    {
        if (y.Sign < 0)
        {
            return x.IsZero
                ? throw PythonError.ZeroDivision("zero to a negative power")
                : Power(Values.FloatOf(x), Values.FloatOf(y));
        }

        if (x.IsZero || x.IsOne || x == BigInteger.MinusOne)
        {
            return vm.Integer(y.IsZero ? 1 : x == BigInteger.MinusOne && y.IsEven ? 1 : x);
        }

        vm.CheckBits((x.GetBitLength() - 1) * (double)BigInteger.Min(y, int.MaxValue));
        vm.Spend((long)Math.Pow(x.GetBitLength() * (double)y, 2) >> 16);
        return vm.Integer(BigInteger.Pow(x, (int)y));
    }

    private static double Power(double x, double y)
    {
        if (x == 0 && y < 0)
        {
            throw PythonError.ZeroDivision("zero to a negative power");
        }

        if (x < 0 && double.IsFinite(x) && double.IsFinite(y) && Math.Floor(y) != y)
        {
            throw new PythonStop(Diagnostics.PythonRunCodes.NotSupported, "The result is a complex number, which is not supported.");
        }

        var result = x == 1 || y == 0 ? 1 : Math.Pow(x, y);
        return double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y)
            ? throw PythonError.Make(ExceptionTypes.OverflowError, "(34, 'Numerical result out of range')")
            : result;
    }

    private static object ShiftLeft(Interpreter vm, BigInteger x, BigInteger y)
    {
        ThrowIfNegativeShift(y);
        if (x.IsZero)
        {
            return Values.Int(0);
        }

        vm.CheckBits(x.GetBitLength() + (double)BigInteger.Min(y, int.MaxValue));
        return vm.Integer(x << (int)y);
    }

    private static void ThrowIfNegativeShift(BigInteger count)
    {
        if (count.Sign < 0)
        {
            throw PythonError.Value("negative shift count");
        }
    }

    private static object Sized(Interpreter vm, BigInteger x, BigInteger y, BigInteger result)
    {
        vm.Spend((x.GetBitLength() + y.GetBitLength()) >> 10);
        return vm.Integer(result);
    }
}
