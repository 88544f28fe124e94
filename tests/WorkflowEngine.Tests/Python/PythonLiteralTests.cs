using System.Numerics;
using System.Text;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

public class PythonLiteralTests
{
    [Theory]
    [InlineData("'a' \"b\" '''c'''", "abc")]
    [InlineData("r'\\n' '\\n'", "\\n\n")]
    [InlineData("u'x'", "x")]
    [InlineData("'\\x41\\u0042\\U00000043\\104\\0'", "ABCD\0")]
    [InlineData("'\\777'", "ǿ")]
    [InlineData("'\\q\\\\\\'\\\"'", "\\q\\'\"")]
    [InlineData("'a\\\nb'", "ab")]
    [InlineData("'\\a\\b\\f\\n\\r\\t\\v'", "\a\b\f\n\r\t\v")]
    [InlineData("'\\N{BULLET}\\N{bullet}\\N{GRINNING FACE}'", "••😀")]
    [InlineData("'\\N{LF}\\N{NO-BREAK SPACE}'", "\n\u00A0")]
    [InlineData("'\\N{HANGUL SYLLABLE GAG}\\N{CJK UNIFIED IDEOGRAPH-4E00}'", "각一")]
    [InlineData("''", "")]
    [InlineData("''''a'b\"'''", "'a'b\"")]
    public void A_string_has_the_value_that_Python_gives_it(string source, string expected)
    {
        Value(source).Should().BeOfType<StringLiteral>().Which.Value.Should().Be(expected);
    }

    [Fact]
    public void A_string_may_hold_half_of_a_surrogate_pair()
    {
        ((StringLiteral)Value("'\\ud800'")).Value.Should().Be(((char)0xD800).ToString());
    }

    [Theory]
    [InlineData("b'a\\x41\\101\\q\\n'", "aAA\\q\n")]
    [InlineData("rb'\\x41' Br'\\n'", "\\x41\\n")]
    public void Bytes_have_the_value_that_Python_gives_them(string source, string expected)
    {
        Encoding.Latin1.GetString(Value(source).Should().BeOfType<BytesLiteral>().Which.Value.AsSpan()).Should().Be(expected);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("000", "0")]
    [InlineData("1_000", "1000")]
    [InlineData("0xFF_ff", "65535")]
    [InlineData("0o777", "511")]
    [InlineData("0B1_01", "5")]
    [InlineData("0xffffffffffffffffffffffff", "79228162514264337593543950335")]
    [InlineData("0o7777777777777777777777777", "37778931862957161709567")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void An_integer_may_have_any_size(string source, string expected)
    {
        Value(source).Should().BeOfType<IntegerLiteral>().Which.Value.Should().Be(BigInteger.Parse(expected, null));
    }

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("1.", "1.0")]
    [InlineData(".5", "0.5")]
    [InlineData("1e16", "1e+16")]
    [InlineData("1e15", "1000000000000000.0")]
    [InlineData("123456789012345680.0", "1.2345678901234568e+17")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("1.5E-7", "1.5e-07")]
    [InlineData("1_0.2_5e1_0", "102500000000.0")]
    [InlineData("1e400", "inf")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("0.1", "0.1")]
    [InlineData("0e0", "0.0")]
    public void A_float_is_written_as_Python_writes_it(string source, string expected)
    {
        PythonNumber.Repr(Value(source).Should().BeOfType<FloatLiteral>().Which.Value).Should().Be(expected);
    }

    [Fact]
    public void A_negative_float_keeps_its_sign()
    {
        PythonNumber.Repr(-0.0).Should().Be("-0.0");
        PythonNumber.Repr(-1.5e-7).Should().Be("-1.5e-07");
        PythonNumber.Repr(double.NegativeInfinity).Should().Be("-inf");
    }

    [Fact]
    public void An_imaginary_number_is_a_literal_of_its_own()
    {
        Value("1_0.5e1J").Should().BeOfType<ImaginaryLiteral>().Which.Value.Should().Be(105);
        PythonNumber.ReprImaginary(1, negated: false).Should().Be("1j");
        PythonNumber.ReprImaginary(1, negated: true).Should().Be("(-0-1j)");
    }

    [Fact]
    public void A_decimal_number_of_more_than_4300_digits_is_refused_as_in_Python()
    {
        PythonParser.Parse(new string('1', 4300)).IsValid.Should().BeTrue();
        PythonParser.Parse(new string('1', 4301)).IsValid.Should().BeFalse();
        PythonParser.Parse("0x" + new string('f', 100_000)).IsValid.Should().BeTrue();
    }

    private static PythonExpression Value(string source) =>
        ((ExpressionStatement)PythonParser.Parse(source).Body.Single()).Value;
}
