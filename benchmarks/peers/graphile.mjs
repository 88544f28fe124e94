// Graphile Worker with the settings its documentation recommends for throughput: a local queue and batched completion. For the idle
// latency both are off, as it recommends there. A chain is a job that adds the next one.
import { createRequire } from "node:module";
import { Logger, run } from "graphile-worker";
import { measure, versionOf } from "./meter.mjs";

const workload = process.argv[2];
const jobs = workload === "chain" ? 3 : 1;
const waiting = new Map();
let last = 0;

const fast = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
const runner = await run({
  preset: {
    worker: {
      connectionString: process.env.PEERS_URL,
      concurrentJobs: 24,
      maxPoolSize: 25,
      pollInterval: 2000,
      logger: new Logger(() => () => {}),
      ...(workload === "latency" ? {} : fast),
    },
  },
  noHandleSignals: true,
  taskList: {
    link: async ({ id, left }, helpers) => {
      if (left > 1) {
        await helpers.addJob("link", { id, left: left - 1 });
      } else {
        waiting.get(id)();
        waiting.delete(id);
      }
    },
  },
});

await measure(workload, versionOf("graphile-worker", createRequire(import.meta.url)), async () => {
  const id = ++last;
  const ended = new Promise((resolve) => waiting.set(id, resolve));
  await runner.addJob("link", { id, left: jobs });
  await ended;
});
await runner.stop();
process.exit(0);
