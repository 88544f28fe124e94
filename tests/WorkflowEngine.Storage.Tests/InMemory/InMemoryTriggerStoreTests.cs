using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.InMemory;

public sealed class InMemoryTriggerStoreTests : TriggerStoreSpecification<InMemoryStoreFixture>;
