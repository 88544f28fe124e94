using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

public sealed class FilterPatternTests
{
    [Theory]
    [InlineData("a+", "aaa", true)]
    [InlineData("a+", "", false)]
    [InlineData("ba?", "b", true)]
    [InlineData("ba?c", "baac", false)]
    [InlineData("ba?+c", "baac", true)]
    [InlineData("?", "?", true)]
    [InlineData("+x", "+x", true)]
    [InlineData("!?x", "?x", true)]
    [InlineData("*?", "abc", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("[a-c]+", "abcabc", true)]
    [InlineData("[a-c]?x", "x", true)]
    [InlineData("[a\\]]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "/x", false)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("a/**", "a/", true)]
    [InlineData("a/**/b/**/c", "a/b/x/y/c", true)]
    [InlineData("a/**/b", "ab", false)]
    [InlineData("*.md", "docs/a.md", false)]
    [InlineData("\U0001F600?x", "x", true)]
    [InlineData("[\U0001F600]x", "\U0001F600x", true)]
    [InlineData("Main", "main", false)]
    [InlineData("a", "ab", false)]
    public void A_pattern_matches_the_whole_text(string text, string value, bool expected) =>
        Parse(text).IsMatch(value).Should().Be(expected);

    [Theory]
    [InlineData("", "the pattern is empty")]
    [InlineData("!", "the pattern is empty")]
    [InlineData("a[", "the closing ] of a set is missing")]
    [InlineData("a[b", "the closing ] of a set is missing")]
    [InlineData("[]", "a set in [] is empty")]
    [InlineData("[!a]", "a set in [] cannot be negated")]
    [InlineData("[z-a]", "the range z-a is not one of a-z, A-Z or 0-9, in this order")]
    [InlineData("[0-z]", "the range 0-z is not one of a-z, A-Z or 0-9, in this order")]
    [InlineData("a\\", "a character is missing after the last \\")]
    public void A_pattern_that_cannot_be_read_says_why(string text, string error)
    {
        FilterPatternParser.TryParse(text, out _, out var actual).Should().BeFalse();
        actual.Should().Be(error);
    }

    [Fact]
    public void A_pattern_has_a_greatest_length()
    {
        FilterPatternParser.TryParse(new string('*', FilterPattern.MaxLength), out var longest, out _).Should().BeTrue();
        longest!.IsMatch(new string('a', 1000)).Should().BeTrue();
        FilterPatternParser.TryParse(new string('a', FilterPattern.MaxLength + 1), out _, out _).Should().BeFalse();
    }

    [Fact]
    public void A_pattern_made_to_backtrack_matches_in_linear_time()
    {
        var pattern = Parse(string.Concat(Enumerable.Repeat("**a", 300)) + "b");
        pattern.IsMatch(new string('a', 20_000)).Should().BeFalse();
    }

    [Fact]
    public void Matching_allocates_nothing()
    {
        var pattern = Parse("src/**/[a-z]+.?c*s");
        var value = "src/some/where/file.cs";
        pattern.IsMatch(value).Should().BeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            pattern.IsMatch(value);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_pattern_agrees_with_the_regular_expression_it_stands_for()
    {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var text = RandomText(random, ["a", "b", "/", "*", "**", "**/", "?", "+", "[ab]", "[a-b]", "\\*"], 7);
            if (!FilterPatternParser.TryParse(text, out var pattern, out _))
            {
                continue;
            }

            var value = RandomText(random, ["a", "b", "/", "*"], 8);
            var expected = System.Text.RegularExpressions.Regex.IsMatch(value, ToRegex(text));
            pattern.IsMatch(value).Should().Be(expected, "pattern {0} against {1}", text, value);
        }
    }

    private static string RandomText(Random random, string[] parts, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => parts[random.Next(parts.Length)]));

    private static string ToRegex(string text)
    {
        var regex = "";
        string? last = null;
        var quantifier = "";
        void Flush()
        {
            regex += last is null ? "" : $"(?:{last}){quantifier}";
            last = null;
            quantifier = "";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '?' or '+' && i > 0)
            {
                quantifier = last is null ? "" : quantifier is "" || quantifier[0] == text[i] ? text[i].ToString() : "*";
                continue;
            }

            Flush();
            if (text.AsSpan(i).StartsWith("**/"))
            {
                regex += "(?:.+/)?";
                i += 2;
            }
            else if (text.AsSpan(i).StartsWith("**"))
            {
                regex += ".*";
                i++;
            }
            else if (text[i] == '*')
            {
                regex += "[^/]*";
            }
            else if (text[i] == '[')
            {
                var end = text.IndexOf(']', i);
                last = text[i..(end + 1)];
                i = end;
            }
            else
            {
                i += text[i] == '\\' ? 1 : 0;
                last = System.Text.RegularExpressions.Regex.Escape(text[i].ToString());
            }
        }

        Flush();
        return $"^{regex}$";
    }

    private static FilterPattern Parse(string text)
    {
        FilterPatternParser.TryParse(text, out var pattern, out var error).Should().BeTrue(error);
        return pattern!;
    }
}
