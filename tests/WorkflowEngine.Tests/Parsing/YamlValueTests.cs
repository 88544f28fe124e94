using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Tests.Parsing;

public sealed class YamlValueTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("1500ms", 1.5)]
    [InlineData("1m500ms", 60.5)]
    [InlineData("-5", -5)]
    public void A_duration_is_seconds_or_numbers_with_units(string text, double seconds)
    {
        DurationText.TryParse(text, 1, out var duration).Should().BeTrue();
        duration.TotalSeconds.Should().Be(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5 m")]
    [InlineData("m5")]
    [InlineData("30m1h")]
    [InlineData("5m5m")]
    [InlineData("1.5h")]
    [InlineData("5x")]
    [InlineData("99999999999999d")]
    [InlineData("99999999999999999999s")]
    public void Other_text_is_no_duration(string text) => DurationText.TryParse(text, 1, out _).Should().BeFalse();

    [Theory]
    [InlineData("10", 10)]
    [InlineData("-7", -7)]
    [InlineData("+7", 7)]
    [InlineData("08", 8)]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    public void An_integer_follows_the_core_schema(string text, long expected)
    {
        Plain(text).TryInteger(out var value).Should().BeTrue();
        value.Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1_000")]
    [InlineData("0b1")]
    [InlineData("1:30")]
    [InlineData("0o8")]
    [InlineData("0x")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    public void Other_text_is_no_integer(string text) => Plain(text).TryInteger(out _).Should().BeFalse();

    [Theory]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("Off")]
    [InlineData("y")]
    [InlineData("tRUE")]
    public void Words_of_yaml_1_1_are_text(string text)
    {
        Plain(text).TryBoolean(out _).Should().BeFalse();
        Plain(text).Kind.Should().Be("text");
    }

    [Fact]
    public void Text_in_quotes_is_text()
    {
        var quoted = new YamlScalar("true", isPlain: false, SourceSpan.None);

        quoted.TryBoolean(out _).Should().BeFalse();
        new YamlScalar("", isPlain: false, SourceSpan.None).IsNull.Should().BeFalse();
        Plain("").IsNull.Should().BeTrue();
    }

    [Theory]
    [InlineData("buidl", "build")]
    [InlineData("Build", "build")]
    [InlineData("run_on", "runs-on")]
    [InlineData("tets", "test")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_the_one_with_the_fewest_mistakes(string name, string? expected) =>
        NearestName.Of(name, ["build", "builder", "test", "runs-on"]).Should().Be(expected);

    [Fact]
    public void Names_of_any_length_can_be_compared()
    {
        NearestName.Of(new string('a', 64), [new string('a', 67), new string('b', 1000), ""]).Should().Be(new string('a', 67));
        NearestName.Of(new string('a', 1000), [new string('a', 1000)]).Should().BeNull();
    }

    [Theory]
    [InlineData("a: \U0001F600 # x\nb: 1", 3, "1:4")]
    [InlineData("a: \U0001F600\U0001F600x", 7, "1:6")]
    [InlineData("a\r\nb", 3, "2:1")]
    [InlineData("a\rb\nc", 4, "3:1")]
    [InlineData("a", 99, "1:2")]
    public void Columns_count_code_points(string text, int offset, string expected) =>
        YamlText.Decode(Encoding.UTF8.GetBytes(text), new Findings())!.PositionAt(offset).ToString().Should().Be(expected);

    private static YamlScalar Plain(string text) => new(text, isPlain: true, SourceSpan.None);
}
