using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Postgres;

public sealed class PostgresTriggerStoreTests : TriggerStoreSpecification<PostgresStoreFixture>;
