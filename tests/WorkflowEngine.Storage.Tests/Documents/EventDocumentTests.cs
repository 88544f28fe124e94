using System.Text.Json;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage.Tests.Documents;

public sealed class EventDocumentTests
{
    [Fact]
    public void An_event_with_nothing_but_a_name_is_short() =>
        EventDocument.Write(new() { Name = "push" }).Should().Be("""{"formatVersion":1,"scope":"default","name":"push"}""");

    [Fact]
    public void Every_field_is_read_as_it_was_written()
    {
        var given = new WorkflowEvent
        {
            Scope = new("a"),
            Name = "push",
            Action = "x",
            Ref = "refs/tags/v1",
            Sha = "s",
            Before = "b",
            BaseRef = "main",
            ChangedPaths = ["ä", "👋"],
            Actor = "me",
            Payload = JsonElement.Parse("""{"n": 1.10, "s": "<\u00e4>"}"""),
            DeliveryId = "d",
            At = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            CausedByRun = long.MaxValue,
        };

        var read = EventDocument.Read(EventDocument.WriteUtf8(given));

        (read with { ChangedPaths = null, Payload = null }).Should().Be(given with { ChangedPaths = null, Payload = null });
        read.ChangedPaths.Should().Equal(given.ChangedPaths);
        JsonElement.DeepEquals(read.Payload!.Value, given.Payload!.Value).Should().BeTrue();
        read.Payload.Value.GetProperty("n").GetRawText().Should().Be("1.10", "a number is not rounded");
        read.At!.Value.Offset.Should().Be(TimeSpan.FromHours(2));
    }

    [Fact]
    public void A_deep_payload_is_read_back()
    {
        var json = string.Concat(Enumerable.Repeat("[", 500)) + string.Concat(Enumerable.Repeat("]", 500));
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 500 });

        var read = EventDocument.Read(EventDocument.Write(new() { Name = "push", Payload = document.RootElement }));

        read.Payload!.Value.GetRawText().Should().Be(json);
    }

    [Fact]
    public void A_null_payload_stays_apart_from_none()
    {
        EventDocument.Read(EventDocument.Write(new() { Name = "a", Payload = JsonElement.Parse("null") })).Payload!.Value.ValueKind
            .Should().Be(JsonValueKind.Null);
        EventDocument.Read(EventDocument.Write(new() { Name = "a", Payload = default(JsonElement) })).Payload.Should().BeNull();
        EventDocument.Read(EventDocument.Write(new() { Name = "a" })).Payload.Should().BeNull();
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_break_the_document() =>
        EventDocument.Read(EventDocument.Write(new() { Name = "push", Ref = "a\ud83db" })).Ref.Should().Be("a\ufffdb");

    [Fact]
    public void A_newer_format_or_a_broken_document_is_refused()
    {
        var newer = () => EventDocument.Read("""{"formatVersion":2,"name":"a"}""");
        var broken = () => EventDocument.Read("""{"formatVersion":1,"scope":"a","name":7}""");

        newer.Should().Throw<WorkflowStoreException>().WithMessage("*an event of format 2*");
        broken.Should().Throw<WorkflowStoreException>();
    }
}
