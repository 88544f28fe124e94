using WorkflowEngine.InMemory;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>Made-up sequences of operations give the same results on the store and on the memory store, and leave the same behind.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class ModelSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>How many operations a sequence has. Default: 400.</summary>
    protected virtual int Operations => 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_sequence_of_operations_gives_what_it_gives_in_memory(int seed)
    {
        var model = new ModelComparison(seed, [Store, await OpenAsync()], new InMemoryWorkflowStore(Fixture.Time), Fixture.Time);

        for (var operation = 1; operation <= Operations; operation++)
        {
            await model.StepAsync(operation);
        }

        await model.CompareContentAsync();
    }
}
