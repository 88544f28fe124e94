using WorkflowEngine.Samples.Cluster;

// dotnet run --project samples/cluster [-- --seconds N] [--processes N] [--rate RUNS_PER_SECOND]
// The same program is started once more for each engine process, with "node NAME".
return args is ["node", var name] ? await Node.RunAsync(name) : await Show.RunAsync(args);
