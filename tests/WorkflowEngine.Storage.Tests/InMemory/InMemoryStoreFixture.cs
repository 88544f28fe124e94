using WorkflowEngine.InMemory;
using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.InMemory;

public sealed class InMemoryStoreFixture : StoreFixture
{
    private readonly InMemoryWorkflowStore _store;

    public InMemoryStoreFixture() => _store = new(Time);

    public override string NoStatements => "Memory has no statements and no connection that could break between them.";

    public override string NoTransactions => "Memory has no transactions that a host could begin.";

    public override ValueTask<IWorkflowStore> OpenAsync() => new(_store);
}
