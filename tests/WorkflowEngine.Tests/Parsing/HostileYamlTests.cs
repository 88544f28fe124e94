using System.Diagnostics;
using System.Text;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Parsing;

/// <summary>Files from strangers: each gives a finding within a second, whatever it holds.</summary>
[Collection(nameof(TimedTests))]
public sealed class HostileYamlTests
{
    private const int MiB = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Names() => [.. Files().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_file_is_answered_within_a_second(string name)
    {
        var content = Files()[name]();

        var result = YamlWorkflow.Read(content);

        // The machine may have other things to do: one of a few tries shows what the reader can.
        Enumerable.Range(0, 10).Any(_ => TimeToRead(content) < Limit).Should().BeTrue();
        result.Diagnostics.Should().Contain(diagnostic => diagnostic.IsError);
        result.Definitions.Should().OnlyContain(definition => !definition.IsValid);
    }

    [Fact]
    public void No_bytes_make_the_reader_fail()
    {
        var random = new Random(4711);
        var seed = Encoding.UTF8.GetBytes(
            "name: x\non: {push: {branches: [a, 'b']}}\njobs:\n  a: &a\n    steps:\n      - run: |\n          x\n      - *a\n  b: {needs: a, if: \"{{ x }}\", <<: *a}\n");
        var alphabet = Encoding.UTF8.GetBytes("{}[]:,-?&*!|>'\"%@` \n\t#~<a1\\\r").ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var content = round % 4 == 0 ? new byte[random.Next(40)] : (byte[])seed.Clone();
            for (var change = content == seed ? 0 : random.Next(1, 6); change > 0 && content.Length > 0; change--)
            {
                content[random.Next(content.Length)] = alphabet[random.Next(alphabet.Length)];
            }

            if (round % 4 == 0)
            {
                for (var index = 0; index < content.Length; index++)
                {
                    content[index] = round % 8 == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
                }
            }

            var read = () => YamlWorkflow.Read(content);

            read.Should().NotThrow(Convert.ToBase64String(content));
        }
    }

    [Fact]
    public void Positions_stay_inside_the_file()
    {
        var result = YamlWorkflow.Read("jobs:\r\n  \"\U0001F600\": {needs: [\U0001F600x, y], steps: x}\r\n");

        result.Diagnostics.Select(diagnostic => diagnostic.Span.ToString()).Should().HaveCount(2);
        result.Diagnostics[0].Span.Start.ToString().Should().Be("2:17");
        result.Diagnostics[0].Span.End.ToString().Should().Be("2:19");
        result.Diagnostics[1].Span.Start.ToString().Should().Be("2:21");
    }

    private static TimeSpan TimeToRead(byte[] content)
    {
        var clock = Stopwatch.StartNew();
        YamlWorkflow.Read(content);
        return clock.Elapsed;
    }

    private static Dictionary<string, Func<byte[]>> Files() => new()
    {
        ["50 MB"] = () => Bytes(new string('a', 50_000_000)),
        ["alias bomb"] = () => Bytes(AliasBomb()),
        ["deep flow sequences"] = () => Bytes(new string('[', 100_000)),
        ["deep flow mappings"] = () => Bytes(Repeat("{a: ", 100_000)),
        ["deep block sequences"] = () => Bytes(Repeat("- ", 100_000)),
        ["deep block mappings"] = () => Bytes(Repeat("? ", 100_000)),
        ["one scalar of 1 MiB"] = () => Bytes(new string('a', MiB)),
        ["one quoted scalar of 1 MiB"] = () => Bytes("'" + new string('a', MiB - 2) + "'"),
        ["one block scalar of 1 MiB"] = () => Bytes("|\n" + Repeat(" a\n", MiB / 3 - 1)),
        ["an open quote of 1 MiB"] = () => Bytes("a: \"" + new string('\n', MiB - 4)),
        ["1 MiB of line breaks"] = () => Bytes(new string('\n', MiB)),
        ["1 MiB of comments"] = () => Bytes(Repeat("#\n", MiB / 2)),
        ["1 MiB of emoji"] = () => Bytes("[" + Repeat("\U0001F600,", MiB / 5 - 1) + "]"),
        ["1 MiB of keys"] = () => Bytes(string.Concat(Enumerable.Range(0, 100_000).Select(number => $"k{number}: 1\n"))),
        ["1 MiB of items"] = () => Bytes("[" + Repeat("a,", MiB / 2 - 1) + "]"),
        ["1 MiB of the same key"] = () => Bytes("jobs:\n" + Repeat(" a: 1\n", MiB / 6 - 1)),
        ["1 MiB of anchors"] = () => Bytes(string.Concat(Enumerable.Range(0, 80_000).Select(number => $"- &a{number} x\n"))),
        ["1 MiB of tags"] = () => Bytes(Repeat("- !x y\n", MiB / 7)),
        ["1 MiB of jobs"] = () => Bytes("jobs:\n" + string.Concat(Enumerable.Range(0, 40_000).Select(number => $" j{number}: {{steps: x}}\n"))),
        ["1 MiB of unknown needs"] = () => Bytes("jobs: {a: {steps: x, needs: [" + string.Concat(Enumerable.Range(0, 90_000).Select(number => $"n{number},")) + "]}}"),
        ["1 MiB of steps"] = () => Bytes("jobs: {a: {steps: [" + Repeat("x,", MiB / 2 - 20) + "]}}"),
        ["1 MiB of unknown steps"] = () => Bytes("jobs: {a: {steps: [{run: x, depends_on: [" + string.Concat(Enumerable.Range(0, 90_000).Select(number => $"n{number},")) + "]}]}}"),
        ["cyclic needs"] = () => Bytes("jobs:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(number => $" j{number}: {{steps: x, needs: j{(number + 1) % 20_000}}}\n"))),
        ["needs of everyone"] = () => Bytes("x: &all [" + string.Join(",", Enumerable.Range(0, 300)) + "]\njobs:\n" + string.Concat(Enumerable.Range(0, 300).Select(number => $" {number}: {{steps: x, needs: *all}}\n"))),
        ["invalid UTF-8"] = () => [.. Bytes("jobs: {a: {steps: x}}\nname: "), 0xC3, 0x28],
        ["tabs"] = () => Bytes("jobs:\n\ta:\n\t\tsteps: x\n"),
        ["several documents"] = () => Bytes(Repeat("---\na: b\n", 100_000)),
        ["BOM of UTF-16"] = () => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("jobs: {}")],
        ["binary"] = () => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[1000]],
        ["zeros"] = () => new byte[MiB],
    };

    private static string AliasBomb()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 30; level++)
        {
            yaml.Append($"a{level}: &a{level} [").AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        return yaml.ToString();
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
