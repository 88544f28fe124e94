using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Sqlite;

public sealed class SqliteTriggerStoreTests : TriggerStoreSpecification<SqliteStoreFixture>;
