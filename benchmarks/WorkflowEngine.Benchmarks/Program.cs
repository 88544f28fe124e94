using WorkflowEngine.Benchmarks;

// Each benchmark prints a table; README.md says how the committed results were made.
var name = args.Length > 0 ? args[0] : "";
var rest = args.Length > 1 ? args[1..] : [];
switch (name)
{
    case "python":
        PythonParse.Run(rest);
        return 0;
    case "python-plan":
        PythonPlan.Run();
        return 0;
    case "hostile":
        return PythonHostile.Run();
    case "fuzz":
        return PythonFuzz.Run(rest);
    case "graph":
        JobGraphBenchmark.Run();
        return 0;
    case "throughput":
        return await ThroughputBenchmark.RunAsync(rest);
    case "latency":
        return await LatencyBenchmark.RunAsync(rest);
    case "soak":
        return await SoakBenchmark.RunAsync(rest);
    case "store":
        await SqliteStoreThroughput.RunAsync(Console.Out);
        return 0;
    case "growth":
        return await GrowthBenchmark.RunAsync(rest);
    default:
        await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project benchmarks/WorkflowEngine.Benchmarks -- python|python-plan|hostile|fuzz|graph|throughput|latency|soak|store|growth");
        return 2;
}
