using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Documents;

public sealed class RunEventsDocumentTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_event_is_a_short_array()
    {
        RunEvent[] events =
        [
            new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = At },
            new() { Sequence = 2, Kind = RunEventKind.Job, Status = WorkflowStatus.Skipped, Job = 3, Label = "ä", At = At },
        ];

        RunEventsDocument.Write(events).Should().Be("""[1,[1,0,5,639032112000000000],[2,1,4,639032112000000000,3,null,null,"ä"]]""");
    }

    [Fact]
    public void Events_are_read_as_they_were_written_whatever_they_leave_out()
    {
        // Every combination of fields that may be missing.
        var events = Enumerable.Range(0, 128).Select(bits => new RunEvent
        {
            RunId = 9,
            Sequence = bits + 1,
            Kind = RunEventKind.Step,
            Status = WorkflowStatus.Failure,
            At = At.AddTicks(bits),
            Job = (bits & 1) != 0 ? 1 : null,
            Attempt = (bits & 2) != 0 ? 2 : null,
            Step = (bits & 4) != 0 ? 3 : null,
            Label = (bits & 8) != 0 ? "label \"quoted\" 👋" : null,
            Reason = (bits & 16) != 0 ? new("code", (bits & 32) != 0 ? "text\n" : null) : null,
            JobType = (bits & 64) != 0 ? "TRAIN" : null,
        }).ToArray();

        RunEventsDocument.Read(RunEventsDocument.Write(events), 9).Should().Equal(events);
        RunEventsDocument.Read(RunEventsDocument.WriteUtf8(events), 9).Should().Equal(events);
    }

    [Fact]
    public void No_events_are_a_document_too() => RunEventsDocument.Read(RunEventsDocument.Write([]), 1).Should().BeEmpty();

    [Fact]
    public void A_long_document_outgrows_its_first_buffer()
    {
        var events = Enumerable.Range(1, 5_000).Select(sequence => new RunEvent
        {
            Sequence = sequence,
            Kind = RunEventKind.Job,
            Status = WorkflowStatus.Success,
            Label = new string('x', sequence % 500),
            At = At,
        }).ToArray();

        RunEventsDocument.Read(RunEventsDocument.Write(events), 0).Should().Equal(events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1,[1,0]]")]
    [InlineData("[1,[1,0,5,639032112000000000]")]
    [InlineData("[1,[1,0,5,639032112000000000,1,1,1,\"a\",\"b\",\"c\",\"d\",\"more\"]]")]
    [InlineData("[1,[1,0,5,-1]]")]
    [InlineData("[1,5]")]
    public void A_broken_document_is_refused(string json)
    {
        var act = () => RunEventsDocument.Read(json, 1);

        act.Should().Throw<WorkflowStoreException>().WithMessage("*run events that cannot be read*");
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        var act = () => RunEventsDocument.Read("[2,{}]", 1);

        act.Should().Throw<WorkflowStoreException>().WithMessage("*run events of format 2*");
    }
}
