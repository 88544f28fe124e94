using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Sqlite;

public sealed class SqliteConcurrencyTests : ConcurrencySpecification<SqliteStoreFixture>;
