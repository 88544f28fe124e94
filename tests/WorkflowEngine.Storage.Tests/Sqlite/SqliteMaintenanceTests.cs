using WorkflowEngine.Storage.Specification;

namespace WorkflowEngine.Storage.Tests.Sqlite;

public sealed class SqliteMaintenanceTests : MaintenanceSpecification<SqliteStoreFixture>;
