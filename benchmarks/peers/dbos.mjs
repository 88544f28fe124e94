// DBOS: a workflow of three steps, and one of one step; the pool for its system database is made larger than the default, since many
// workflows are under way at once.
import { createRequire } from "node:module";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { measure, versionOf } from "./meter.mjs";

const workload = process.argv[2];
const steps = workload === "chain" ? 3 : 1;
const step = async () => {};
const workflow = DBOS.registerWorkflow(
  async () => {
    for (let number = 0; number < steps; number++) {
      await DBOS.runStep(step, { name: `step${number}` });
    }
  },
  { name: "links" },
);

DBOS.setConfig({
  name: "peers",
  systemDatabaseUrl: process.env.PEERS_URL,
  systemDatabasePoolSize: 50,
  logLevel: "error",
  runAdminServer: false,
});
await DBOS.launch();
await measure(workload, versionOf("@dbos-inc/dbos-sdk", createRequire(import.meta.url)), () => workflow());
await DBOS.shutdown();
process.exit(0);
