using Microsoft.Extensions.Logging.Abstractions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution.Logs;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Execution;

public sealed class StepLogTests
{
    private readonly RecordingLogStore _store = new();

    [Fact]
    public async Task Lines_are_whole_however_they_come()
    {
        await WriteAsync([], log =>
        {
            log.Write(LogSource.Output, "one\r\ntw");
            log.Write(LogSource.Error, "err");
            log.Write(LogSource.Output, "o\n\nthree");
            log.Write(LogSource.Error, "or\n");
        });
        _store.Lines.Select(line => (line.Source, line.Text)).Should().Equal(
            (LogSource.Output, "one"), (LogSource.Output, "two"), (LogSource.Output, ""), (LogSource.Error, "error"), (LogSource.Output, "three"));
    }

    [Fact]
    public async Task A_line_is_cut_at_its_limit_and_never_within_a_character()
    {
        await WriteAsync([], log =>
        {
            log.Write(LogSource.Output, new string('a', 80) + "\n" + new string('b', 81) + "\n");
            log.Write(LogSource.Output, new string('c', 78) + "😀😀\n");
        });
        _store.Lines.Select(line => line.Text).Should().Equal(new string('a', 80), new string('b', 79) + "…", new string('c', 78) + "…");
    }

    [Theory]
    [InlineData(70)]
    [InlineData(76)]
    [InlineData(80)]
    [InlineData(85)]
    [InlineData(92)]
    public async Task A_secret_at_the_cut_is_hidden_wherever_it_begins(int at)
    {
        await WriteAsync(["hunter22hunter22"], log =>
        {
            for (var i = 0; i < at; i++)
            {
                log.Write(LogSource.Output, "-");
            }

            log.Write(LogSource.Output, "hunter22hunter22 and on and on it goes for ever and ever\n");
        });
        _store.Lines.Single().Text.Should().NotContain("h").And.Match(line => line.Length <= 80);
    }

    [Fact]
    public async Task What_comes_after_the_limit_is_counted_and_dropped()
    {
        await WriteAsync([], log =>
        {
            for (var i = 0; i < 100; i++)
            {
                log.Write(LogSource.Output, "0123456789\n");
            }
        });
        _store.Lines.Should().HaveCount(19 + 1);
        _store.Lines[^1].Text.Should().Be("81 more lines were dropped: the log of a step holds 200 characters");
        _store.Lines.Select(line => line.Sequence).Should().Equal(Enumerable.Range(1, 20));
    }

    [Fact]
    public async Task What_the_engine_says_is_heard_when_the_log_is_full()
    {
        await WriteAsync([], log =>
        {
            log.Write(LogSource.Output, string.Concat(Enumerable.Repeat("0123456789\n", 100)));
            log.WriteLine("attempt 1 failed");
        });
        _store.Lines[^2].Text.Should().Be("attempt 1 failed");
    }

    [Fact]
    public async Task A_nul_character_is_replaced()
    {
        await WriteAsync([], log => log.Write(LogSource.Output, "a\0b\n"));
        _store.Lines.Single().Text.Should().Be("a\uFFFDb");
    }

    [Fact]
    public async Task A_flood_costs_few_writes()
    {
        await WriteAsync([], log =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                log.Write(LogSource.Output, "\n");
            }
        }, maxLength: 1_000_000);
        _store.Lines.Should().HaveCount(5_000);
        _store.Calls.Should().BeLessThan(100);
    }

    private async Task WriteAsync(IReadOnlyCollection<string> secrets, Action<StepLog> write, int maxLength = 200)
    {
        var options = new WorkflowEngineOptions { MaxLogLineLength = 80, MaxStepLogLength = maxLength };
        var job = new JobLog(_store, new JobLease(new TaskKey(1, 0, 1), "w", 1), TimeProvider.System, NullLogger.Instance);
        await using (job)
        {
            var log = new StepLog(() => job, 0, new SecretMask(secrets), options);
            write(log);
            log.Finish();
        }
    }
}
