using SQLitePCL;

namespace WorkflowEngine.Tests.Support;

/// <summary>Looks into a database file past the store that wrote it.</summary>
internal static class SqliteFile
{
    /// <summary>The rows of a query, each with its columns as text.</summary>
    public static List<string[]> Query(string path, string sql)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE, null));
        using (database)
        {
            Check(raw.sqlite3_prepare_v2(database, sql, out var statement));
            using (statement)
            {
                var rows = new List<string[]>();
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    var row = new string[raw.sqlite3_column_count(statement)];
                    for (var column = 0; column < row.Length; column++)
                    {
                        row[column] = raw.sqlite3_column_text(statement, column).utf8_to_string();
                    }

                    rows.Add(row);
                }

                return rows;
            }
        }
    }

    private static void Check(int code) => code.Should().Be(raw.SQLITE_OK);
}
