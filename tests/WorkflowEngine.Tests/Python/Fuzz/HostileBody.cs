namespace WorkflowEngine.Tests.Python.Fuzz;

/// <summary>Bodies of workflows that would never end or take all memory, or that look for what they must not reach.</summary>
internal static class HostileBody
{
    public static IReadOnlyList<string> All { get; } =
    [
        "while True: pass",
        "10 ** 10 ** 8",
        "[0] * 10 ** 9",
        "g = lambda: g()\n        g()",
        "import re\n        re.match('(a+)+$', 'a' * 3000000 + 'b')",
        "().__class__.__base__.__subclasses__()",
        "'{0.__class__}'.format(ctx)",
        "x = 'a'\n        while True: x += x",
        "while True: ctx.run('true')",
        "while True: ctx.trigger_job('j', command='true')",
        "while True: ctx.env['a' * 1000000]",
        "v = []\n        for i in range(99): v = [v, v]\n        ctx.run('true', x=v)",
        "def s(c): c.run('true'); c.step(s)\n        ctx.step(s)",
        "while True: cache_key(*['a'] * 100000)",
        "while True: ctx.event.payload['text'].upper()",
    ];

    /// <summary>A file in which the body runs for the branch "bad", beside one that is harmless.</summary>
    public static string File(string body) => $$"""
        @workflow(triggers=[push(branches=["main", "bad"])])
        def f(ctx):
            if ctx.event.branch == "bad":
                {{body}}
            ctx.run("true")

        @workflow(triggers=[push(branches=["other"])])
        def g(ctx):
            ctx.run(f"echo {ctx.sha}")
        """;
}
