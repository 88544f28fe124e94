using System.Text;
using System.Text.Json;
using WorkflowEngine.Execution.Logs;

namespace WorkflowEngine.Tests.Execution;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("nothing to see", "nothing to see")]
    [InlineData("abcd", "***")]
    [InlineData("xabcdxabcdx", "x***x***x")]
    [InlineData("abcdefgh", "***")]
    [InlineData("ABCD", "ABCD")]
    public void The_longest_secret_at_a_place_is_replaced(string text, string expected) =>
        new SecretMask(["abcd", "abcdefgh"]).Apply(text).Should().Be(expected);

    [Fact]
    public void Secrets_that_overlap_leave_no_remainder() =>
        new SecretMask(["abcde", "cdefgh", "ghij"]).Apply("-abcdefghij-").Should().Be("-***-");

    [Fact]
    public void Every_line_of_a_secret_is_one() =>
        new SecretMask(["first line\r\nsecond line\nabc"]).Apply("x first line y second line abc").Should().Be("x *** y *** abc");

    [Fact]
    public void A_short_value_is_left_alone() => new SecretMask(["abc", "", "    "]).IsEmpty.Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("us")]
    [InlineData("user:")]
    public void Base64_of_a_text_that_contains_the_secret_hides_it(string before)
    {
        const string Secret = "p@ss wörd/+?";
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "tail"));
        var masked = new SecretMask([Secret]).Apply($"Basic {encoded}");
        masked.Should().Contain("***");
        masked!.Length.Should().BeLessThan("Basic ".Length + 16 + (before.Length * 2));
    }

    [Fact]
    public void Url_and_json_forms_are_hidden()
    {
        const string Secret = "a b\"c\nd&é";
        var mask = new SecretMask([Secret]);
        mask.Apply($"?q={Uri.EscapeDataString(Secret)}&").Should().Be("?q=***&");
        mask.Apply(JsonSerializer.Serialize(Secret)).Should().Be("\"***\"");
    }

    [Fact]
    public void A_text_without_secrets_costs_no_copy() => new SecretMask(["abcd"]).Apply("hello".AsSpan()).Should().BeNull();
}
