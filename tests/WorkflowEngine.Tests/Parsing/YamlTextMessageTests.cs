using System.Text;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Parsing;

/// <summary>What is said about text that is not YAML, or YAML of a kind that is not read.</summary>
public sealed class YamlTextMessageTests
{
    [Theory]
    [InlineData("a: b: c", "1:5: error WF3001: Text without quotes cannot hold ': ' here. (Put the text in quotes, or check the indentation.)")]
    [InlineData("a: @x", "1:4: error WF3001: Text cannot begin with this character. (Put the text in quotes.)")]
    [InlineData("a: 'x", "1:4: error WF3001: The quote that begins here is not closed.")]
    [InlineData("a: \"x\n---\n", "1:4: error WF3001: The quote that begins here is not closed.")]
    [InlineData("a: \"x\nb: 1\n", "1:4: error WF3001: The quoted text that begins here goes on in a line that is not indented, or is not closed.")]
    [InlineData("a:\n  b: 1\n c: 2\n", "3:2: error WF3001: A key with ':' is expected here. (Check that the lines of one mapping or list begin in the same column.)")]
    [InlineData("- a\nb: c\n", "2:1: error WF3001: An item that begins with '-' is expected here. (Check that the lines of one mapping or list begin in the same column.)")]
    [InlineData("a: b\nc\n", "2:1: error WF3001: A key with ':' is expected here. (Check that the lines of one mapping or list begin in the same column.)")]
    [InlineData("a: b\n  c\nd", "3:1: error WF3001: A ':' is expected after this key.")]
    [InlineData("a: - b\n", "1:4: error WF3001: A list that is written with '-' begins on its own line.")]
    [InlineData("a: \"\\q\"", "1:4: error WF3001: The quoted text has an unknown escape. (Write a backslash as \\\\, or use single quotes.)")]
    [InlineData("a: \"\\xZZ\"", "1:4: error WF3001: The quoted text has an escape with too few digits.")]
    [InlineData("a: \"\\uD800\"", "1:4: error WF3001: The quoted text has half a surrogate pair.")]
    [InlineData("%YAML 2.0\n---\na: b", "1:1: error WF3001: Only YAML 1.1 and 1.2 are read.")]
    [InlineData("a: [1, 2", "1:9: error WF3001: The list that begins at 1:4 lacks a ',' or its ']'.")]
    [InlineData("a: [1, 2\nb: c\n", "1:6: error WF3001: The list that begins at 1:4 lacks a ',' or its ']'.")]
    [InlineData("a: {x: 1\nb: 2\nc: 3", "1:6: error WF3001: The mapping that begins at 1:4 lacks a ',' or its '}'.")]
    [InlineData("a: ]", "1:4: error WF3001: The file is not valid YAML. While parsing a node, did not find expected node content.")]
    [InlineData("a:\n\tb: c\n", "2:1: error WF3005: A line is indented with a tab. (Indent with spaces.)")]
    [InlineData("a: b\n \tc: d\n", "2:2: error WF3005: A line is indented with a tab. (Indent with spaces.)")]
    [InlineData("a:\n  - x\n\t- y\n", "3:1: error WF3005: A line is indented with a tab. (Indent with spaces.)")]
    [InlineData("a: *b", "1:4: error WF3008: The alias 'b' has no anchor before it.")]
    [InlineData("a: &b [*b]", "1:8: error WF3008: The alias 'b' is inside the value it stands for.")]
    [InlineData("a: {{ x }}", "1:5: error WF3012: A key must be text, not a mapping. (Put text that begins with '{' or '[' in quotes.)")]
    [InlineData("? [a]\n: b", "1:3: error WF3012: A key must be text, not a list. (Put text that begins with '{' or '[' in quotes.)")]
    [InlineData("a: &x {b: c}\nd:\n  <<: *x\n", "3:3: error WF3009: The merge key '<<' is not part of YAML 1.2. (Repeat the keys, or give the whole value with an alias.)")]
    [InlineData("a: 1\nb: 2\na: 3\n", "3:1: error WF3011: The key 'a' is there twice; the first is on line 1.")]
    [InlineData("a: !secret b", "1:4: error WF3014: The tag '!secret' is not known.")]
    [InlineData("a: !!binary b", "1:4: error WF3014: The tag 'tag:yaml.org,2002:binary' is not known.")]
    [InlineData("a: b\n---\nc: d\n", "2:1: error WF3010: A file holds one document, and a second one begins here. (Put each workflow in its own file.)")]
    [InlineData("a: b\u0001", "1:5: error WF3004: The file has the control character U+0001. (Is it a text file?)")]
    [InlineData("a: b\n\u007f", "2:1: error WF3004: The file has the control character U+007F. (Is it a text file?)")]
    public void Text_that_is_not_read(string yaml, string expected) =>
        YamlWorkflow.Findings(yaml).Where(finding => !IsAboutMeaning(finding)).Should().Equal(expected);

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xFF }, "1:2")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xC3, 0xA4, 0xC3 }, "2:2")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0xED, 0xA0, 0x80 }, "1:1")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "1:1")]
    public void Bytes_that_are_not_utf8(byte[] content, string place) =>
        YamlWorkflow.Read(content).Diagnostics.Single().ToString().Should().Be($"ci.yml:{place}: error WF3003: The file is not valid UTF-8. (Save the file as UTF-8.)");

    [Fact]
    public void A_file_that_is_too_large() =>
        YamlWorkflow.Read(new byte[(1 << 20) + 1]).Diagnostics.Single().ToString()
            .Should().Be("ci.yml: error WF3002: The file has 1048577 bytes; at most 1048576 are read.");

    [Fact]
    public void A_file_with_too_many_values() =>
        YamlWorkflow.Findings("[" + new string(',', 100_000).Replace(",", "a,", StringComparison.Ordinal) + "]")
            .Should().Equal("1:200000: error WF3002: The file has more than 100000 keys and values.");

    [Fact]
    public void Values_that_are_nested_too_deep() =>
        YamlWorkflow.Findings(new string('[', 65)).Should().Equal("1:65: error WF3006: Values are nested more than 64 levels deep.");

    [Fact]
    public void Aliases_cannot_nest_deeper_than_text_can()
    {
        var deep = new string('[', 40) + new string(']', 40);

        YamlWorkflow.Findings($"a: &a {deep}\nb: {new string('[', 30)}*a{new string(']', 30)}")[0]
            .Should().Be("2:34: error WF3006: Values are nested more than 64 levels deep.");
    }

    [Fact]
    public void Aliases_that_stand_for_too_much()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 10; level++)
        {
            yaml.Append($"a{level}: &a{level} [").AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        YamlWorkflow.Findings(yaml.ToString()).Should().ContainSingle()
            .Which.Should().EndWith("error WF3007: The aliases of the file stand for more than 1048576 characters.");
    }

    [Fact]
    public void More_findings_than_anyone_reads_are_counted()
    {
        var yaml = "jobs: {a: {steps: x}}\n" + string.Concat(Enumerable.Range(0, 600).Select(number => $"key{number}: x\n"));

        var findings = YamlWorkflow.Findings(yaml);

        findings.Should().HaveCount(501);
        findings[^1].Should().Be("warning WF3015: 100 further problems are not listed.");
    }

    [Fact]
    public void An_error_that_is_not_listed_still_makes_the_workflow_invalid()
    {
        var yaml = string.Concat(Enumerable.Range(0, 600).Select(number => $"key{number}: x\n"));

        var result = YamlWorkflow.Read(yaml);

        result.Diagnostics[^1].ToString().Should().Be("ci.yml: error WF3015: 101 further problems are not listed.");
        result.Definitions.Single().IsValid.Should().BeFalse();
    }

    private static bool IsAboutMeaning(string finding) =>
        finding.Contains(" WF31", StringComparison.Ordinal) || finding.Contains(" WF41", StringComparison.Ordinal);
}
