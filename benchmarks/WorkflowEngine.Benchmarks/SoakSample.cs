using System.Diagnostics;
using Npgsql;

namespace WorkflowEngine.Benchmarks;

/// <summary>What a soak sees in one interval. Sizes are in MiB, times in ms; what a store does not have is null.</summary>
internal sealed record SoakSample(
    TimeSpan At, double RunsPerSecond, double Offered, double P50, double P99, double WorkingSet, double Heap, double? Tables, double? Indexes, double? Dead)
{
    private const double Mebibyte = 1024 * 1024;

    public static async Task<SoakSample> TakeAsync(
        BenchmarkEngine engine, SoakOptions options, TimeSpan at, TimeSpan elapsed, List<double> times)
    {
        times.Sort();
        using var process = Process.GetCurrentProcess();
        var (tables, indexes, dead) = options.Store switch
        {
            "postgres" => await AskAsync(engine.Schema),
            "sqlite" => (Directory.EnumerateFiles(engine.Folder, "runs.db*").Sum(file => new FileInfo(file).Length) / Mebibyte, null, null),
            _ => ((double?)null, null, null),
        };
        return new(
            at,
            times.Count / elapsed.TotalSeconds,
            options.Rate,
            times.Count > 0 ? times[times.Count / 2] : double.PositiveInfinity,
            times.Count > 0 ? times[times.Count * 99 / 100] : double.PositiveInfinity,
            process.WorkingSet64 / Mebibyte,
            GC.GetTotalMemory(forceFullCollection: false) / Mebibyte,
            tables,
            indexes,
            dead);
    }

    public override string ToString()
    {
        static string Or(double? value, string form) => value?.ToString(form, System.Globalization.CultureInfo.InvariantCulture) ?? "–";
        return FormattableString.Invariant(
            $"| {At:mm\\:ss} | {RunsPerSecond:0} | {P50:0.0} | {P99:0.0} | {WorkingSet:0} | {Heap:0} | {Or(Tables, "0.0")} | {Or(Indexes, "0.0")} | {Or(Dead, "0")} |");
    }

    private static async Task<(double? Tables, double? Indexes, double? Dead)> AskAsync(string schema)
    {
        await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT sum(pg_table_size(relid))::float8, sum(pg_indexes_size(relid))::float8, sum(n_dead_tup)::float8 FROM pg_stat_user_tables WHERE schemaname = $1",
            connection)
        {
            Parameters = { new() { Value = schema } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetDouble(0) / Mebibyte, reader.GetDouble(1) / Mebibyte, reader.GetDouble(2));
    }
}
