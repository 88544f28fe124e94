using System.Globalization;
using WorkflowEngine.Peers;

// SYSTEM WORKLOAD [PROCESSES]: one measurement, told as one line of JSON. The database is the one that PEERS_NPGSQL names.
var (system, workload) = (args[0], args[1]);
switch (system)
{
    case "engine":
        await EngineCluster.MeasureAsync(workload, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1);
        return 0;
    case "engine-node":
        await EngineNode.RunAsync(workload, isAlone: args[2] == "1");
        return 0;
    case "quartz":
        await QuartzPeer.MeasureAsync(workload);
        return 0;
    case "queue":
        await QueuePeer.MeasureAsync(workload);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: Peers engine|quartz|queue one|chain|latency [PROCESSES]");
        return 2;
}
