using System.Diagnostics;
using Npgsql;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>Starts the database, the engine processes and the load, and shows what they do until it is interrupted or the time is over.</summary>
internal static class Show
{
    /// <summary>The variable that tells an engine process the database.</summary>
    public const string Database = "CLUSTER_DATABASE";

    public static async Task<int> RunAsync(string[] args)
    {
        if (Options.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Options.Usage);
            return 2;
        }

        if (PrivatePostgres.FindPrograms() is not { } programs)
        {
            await Console.Error.WriteLineAsync("The programs of a PostgreSQL server (initdb, pg_ctl) are not installed; Debian's package is postgresql.");
            return 3;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        Console.WriteLine("starting a PostgreSQL server in a temporary folder ...");
        await using var server = await PrivatePostgres.StartAsync(programs);
        var nodes = Enumerable.Range(1, options.Processes).Select(number => new NodeProcess(number, server.ConnectionString)).ToList();
        await using var load = new Load(server.ConnectionString);
        try
        {
            await load.StartAsync();
            nodes.ForEach(node => node.Start());
            Console.WriteLine($"{options.Processes} engine processes, {options.Rate} runs of 5 jobs a second; kill a process (kill -9 PID) and see what happens\n");
            await WatchAsync(server.ConnectionString, nodes, load, options, stop);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }

        Console.WriteLine($"\n{load.Ended} runs have ended, {nodes.Sum(node => node.Done)} jobs were done.");
        return load.Ended > 0 && nodes.All(node => node.Done > 0) ? 0 : 1;
    }

    private static async Task WatchAsync(string connectionString, List<NodeProcess> nodes, Load load, Options options, CancellationTokenSource stop)
    {
        Task? loading = null;
        await using var database = NpgsqlDataSource.Create(connectionString);
        var table = new Table();
        var watch = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            nodes.ForEach(node => node.Tend());
            if (loading is null && nodes.All(node => node.IsReady))
            {
                // Not before: what had gathered meanwhile would be in the way for a while. The time counts from here as well.
                loading = load.RunAsync(options.Rate, stop.Token);
                if (options.Seconds is { } seconds)
                {
                    stop.CancelAfter(TimeSpan.FromSeconds(seconds));
                }
            }

            var elapsed = watch.Elapsed;
            watch.Restart();
            table.Draw(nodes, await Queue.ReadAsync(database), Totals.Of(load, elapsed));
        }

        await (loading ?? Task.CompletedTask);
    }
}
