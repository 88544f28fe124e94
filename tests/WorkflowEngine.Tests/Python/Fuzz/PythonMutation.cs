using System.Text;

namespace WorkflowEngine.Tests.Python.Fuzz;

/// <summary>Makes programs that nobody would write out of ones that somebody did: by bytes and by words.</summary>
internal sealed class PythonMutation(int seed)
{
    private static readonly string[] Words =
    [
        "(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "==", "->", "@", "**", "//", ":=", "\n", "\n    ", "\t", "\\\n", "'", "\"", "'''", "f'{", "}'",
        "def ", "class ", "lambda ", "async ", "await ", "yield ", "return ", "for ", "while True:", "if ", "else:", "try:", "except:", "finally:",
        "with ", "match ", "case ", "import ", "from ", "global ", "del ", "not ", "in ", "is ", "None", "True", "0", "1e999", "10**9", "0x", "''", "[]", "{}",
        "ctx", "ctx.run", "ctx.parallel", "ctx.step", "ctx.event", "ctx.read", "range", "len", "str", "list", "sorted", "__class__", "_", "é", "\0", "\uFEFF",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Workflow files of many shapes, to begin with.</summary>
    public static IReadOnlyList<string> Seeds { get; } =
    [
        """
        from plue import workflow, push, manual
        VERSIONS = ["3.12", "3.13"]

        def helper(ctx, v, *rest, quick=False, **more):
            return ctx.run(name=f"test {v!r:>10}", cmd="tox -e %s" % v, env={"A": str(v), **more})

        @workflow(triggers=[push(branches=VERSIONS), manual(inputs={"a": str, "b": optional(int)})], image="x")
        async def ci(ctx):
            '''doc'''
            done = [helper(ctx, v, quick=v > "3") for v in VERSIONS if v]
            ctx.parallel([ctx.run(f"echo {i}") for i in range(3)])
            if ctx.event.ref == "refs/heads/main" and done:
                await ctx.step(other)
            for i, (a, b) in enumerate(zip([1, 2], {"x": 1}.items())):
                print(i, a, b, sep="-")
            try:
                raise ValueError(f"{i=}")
            except (ValueError, KeyError) as e:
                ctx.run(f"echo {e}")
            finally:
                pass
            match len(done):
                case 0 | 1: return ctx.fail("no")
                case int(n) if n > 1: ctx.trigger_job("deploy", command="make", depends_on=["default"])
                case [x, *_]: pass
            return ctx.success(n=sum(x for x in range(10)))

        def other():
            import requests
            return requests.get("x")
        """,
        """
        import dataclasses, enum, json, re, math, textwrap, datetime
        @dataclasses.dataclass(frozen=True)
        class Target:
            name: str
            tags: list[str] = dataclasses.field(default_factory=list)
            def label(self): return f"{self.name}:{','.join(self.tags)}"
        class Mode(enum.Enum):
            FAST = 1
            SLOW = 2
        @workflow(on=["push"], name="x")
        def f(ctx):
            t = Target("a", ["b"])
            data = json.loads('{"a": [1, 2.5, null]}')
            ctx.run(re.sub(r"\\W+", "-", t.label()) + str(math.sqrt(4)) + str(data["a"][-1]))
            x = (lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4)
            y = {**{"a": 1}, "b": [*x[0]]}
            while (n := len(y)) < 4: y[n] = n ** n % 7
            del y["a"]
            g = (i * 2 for i in sorted(y, key=str))
            ctx.run(textwrap.dedent('''  a {0} {1:05.2f}''').format(Mode.FAST, 3.14159), depends_on=[])
            assert next(g) is not None, "empty"
            now = datetime.datetime.now()
            ctx.run(f"{now:%Y-%m-%d} {now - datetime.timedelta(days=1)}")
        """,
    ];

    /// <summary>The next program.</summary>
    /// <param name="seeds">What it may be made of.</param>
    public byte[] Next(IReadOnlyList<string> seeds)
    {
        var text = seeds[_random.Next(seeds.Count)];
        var changes = 1 + _random.Next(6);
        for (var i = 0; i < changes; i++)
        {
            text = ChangeWords(text, seeds);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return _random.Next(3) == 0 ? ChangeBytes(bytes) : bytes;
    }

    private string ChangeWords(string text, IReadOnlyList<string> seeds)
    {
        var at = _random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, _random.Next(12));
        switch (_random.Next(6))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, text.Substring(at, length));
            case 2:
                var other = seeds[_random.Next(seeds.Count)];
                var from = _random.Next(other.Length);
                return text.Insert(at, other.Substring(from, Math.Min(other.Length - from, _random.Next(60))));
            case 3:
                var word = Words[_random.Next(Words.Length)];
                return text.Insert(at, string.Concat(Enumerable.Repeat(word, _random.Next(8) == 0 ? _random.Next(3000) : 1)));
            default:
                return text.Remove(at, length).Insert(at, Words[_random.Next(Words.Length)]);
        }
    }

    private byte[] ChangeBytes(byte[] bytes)
    {
        for (var i = 0; i < 4 && bytes.Length > 0; i++)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return bytes;
    }
}
