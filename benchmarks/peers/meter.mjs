// The measurements that every system in this folder makes, for those that run on node; Meter.cs is the same for .NET.
import pg from "pg";

const settings = {
  connectionString: process.env.PEERS_URL,
  seconds: Number(process.env.PEERS_SECONDS),
  warmUp: Number(process.env.PEERS_WARM_UP),
  inFlight: Number(process.env.PEERS_IN_FLIGHT),
};

async function loop(seconds, run) {
  let ended = 0;
  const until = performance.now() + seconds * 1000;
  const starter = async () => {
    while (performance.now() < until) {
      await run();
      ended++;
    }
  };
  await Promise.all(Array.from({ length: settings.inFlight }, starter));
  return ended;
}

async function latency(version, run) {
  const times = [];
  const start = performance.now();
  while (performance.now() < start + (settings.warmUp + settings.seconds) * 1000) {
    const started = performance.now();
    await run();
    if (performance.now() > start + settings.warmUp * 1000) {
      times.push(performance.now() - started);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.99)]];
  console.log(JSON.stringify({ runs: times.length, p50, p99, version }));
}

export async function measure(workload, version, run) {
  if (workload === "latency") {
    await latency(version, run);
    return;
  }
  await loop(settings.warmUp, run);
  const client = new pg.Client({ connectionString: settings.connectionString });
  await client.connect();
  const before = await client.query("SELECT pg_stat_statements_reset()::text, pg_current_wal_insert_lsn()::text AS lsn");
  const start = performance.now();
  const runs = await loop(settings.seconds, run);
  const seconds = (performance.now() - start) / 1000;
  const after = await client.query(
    "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1::pg_lsn)::bigint AS wal, sum(calls)::bigint AS statements FROM pg_stat_statements " +
      "WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
    [before.rows[0].lsn],
  );
  await client.end();
  const { wal, statements } = after.rows[0];
  console.log(JSON.stringify({ runs, seconds, wal: Number(wal), statements: Number(statements), version }));
}

export function versionOf(name, require) {
  return require(`./node_modules/${name}/package.json`).version;
}
