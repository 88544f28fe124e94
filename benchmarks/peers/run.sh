#!/usr/bin/env bash
# Measures WorkflowEngine and its peers on one PostgreSQL server of the script's own, with the durability of a new installation, and prints
# one table. PEERS_SECONDS (default 10) is the length of each measurement, PEERS_WARM_UP (default 3) comes before it, PEERS_IN_FLIGHT
# (default 256) runs are under way at once. Arguments: the systems to measure (default: all of them).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export PEERS_SECONDS=${PEERS_SECONDS:-10} PEERS_WARM_UP=${PEERS_WARM_UP:-3} PEERS_IN_FLIGHT=${PEERS_IN_FLIGHT:-256}
systems=("$@")
((${#systems[@]} > 0)) || systems=(pgbench queue engine engine-3 graphile dbos quartz)

programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
[[ -x $programs/initdb ]] || { echo "run.sh: install a PostgreSQL server first (Debian: postgresql)" >&2; exit 1; }
for tool in dotnet npm node python3; do
  command -v "$tool" >/dev/null || { echo "run.sh: $tool is missing" >&2; exit 1; }
done

cluster=$(mktemp -d)
as_owner=()
((EUID != 0)) || as_owner=(setpriv --reuid postgres --regid postgres --clear-groups env HOME="$cluster")
cleanup() {
  (cd / && "${as_owner[@]}" "$programs/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$cluster"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_postgres() {
  export PGPASSWORD
  PGPASSWORD=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$PGPASSWORD" >"$cluster/password"
  ((EUID != 0)) || chown -R postgres:postgres "$cluster"
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (
    cd "$cluster"
    "${as_owner[@]}" "$programs/initdb" -D "$cluster/data" -U postgres -A scram-sha-256 --pwfile="$cluster/password" -E UTF8 --locale=C >/dev/null
    "${as_owner[@]}" "$programs/pg_ctl" -D "$cluster/data" -l "$cluster/server.log" -w -t 60 \
      -o "-p $port -k '$cluster' -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_preload_libraries=pg_stat_statements" start >/dev/null
  )
  export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres
}

# Every measurement has a database of its own, and none pays for what another one left behind.
fresh_database() {
  psql -qX -d postgres -c "DROP DATABASE IF EXISTS peers WITH (FORCE)" -c "CREATE DATABASE peers" -c "CHECKPOINT" 2>/dev/null
  psql -qX -d peers -c "CREATE EXTENSION pg_stat_statements"
  export PEERS_URL="postgresql://postgres:$PGPASSWORD@127.0.0.1:$PGPORT/peers"
  export PEERS_NPGSQL="Host=127.0.0.1;Port=$PGPORT;Username=postgres;Password=$PGPASSWORD;Database=peers;Maximum Pool Size=50;Max Auto Prepare=20"
}

# What is known of a system is one line of JSON for each workload.
measure() {
  local system=$1 workload answer
  shift
  for workload in one chain latency; do
    [[ $system != engine-3 || $workload != latency ]] || continue
    fresh_database
    answer=$("$@" "$workload" "${extra[@]}" 2>"$cluster/said" | tail -n 1) || true
    if [[ $answer != \{* ]]; then
      echo "run.sh: $system failed at '$workload': $(tail -n 5 "$cluster/said")" >&2
      answer='{}'
    fi
    echo "{\"system\": \"$system\", \"workload\": \"$workload\", \"is\": $answer}" >>"$cluster/results"
    echo "$system $workload: $answer" >&2
  done
}

run_pgbench() {
  fresh_database
  psql -qX -d peers -c "CREATE TABLE commits (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT now())"
  echo "INSERT INTO commits DEFAULT VALUES;" >"$cluster/commit.sql"
  local clients tps
  for clients in 1 16; do
    tps=$("$programs/pgbench" -n -M prepared -c "$clients" -j 2 -T "$PEERS_SECONDS" -f "$cluster/commit.sql" peers 2>/dev/null | sed -nE 's/^tps = ([0-9.]+).*/\1/p')
    echo "pgbench: $(printf '%.0f' "$tps") durable single-row commits per second, $clients connection(s)" | tee -a "$cluster/pgbench" >&2
  done
  "$programs/pgbench" -i -q -s 10 peers >/dev/null 2>&1
  tps=$("$programs/pgbench" -M prepared -c 16 -j 2 -T "$PEERS_SECONDS" peers 2>/dev/null | sed -nE 's/^tps = ([0-9.]+).*/\1/p')
  echo "pgbench: $(printf '%.0f' "$tps") TPC-B transactions per second, scale 10, 16 connections" | tee -a "$cluster/pgbench" >&2
}

start_postgres
node=node
if [[ " ${systems[*]} " =~ \ (graphile|dbos)\  ]]; then
  npm ci --no-audit --no-fund --loglevel=error >/dev/null
  node=node_modules/.bin/node
fi
dotnet build dotnet/Peers.csproj -c Release --verbosity quiet --nologo >"$cluster/build" || { cat "$cluster/build" >&2; exit 1; }
peers=dotnet/bin/Release/net10.0/Peers
: >"$cluster/results"
: >"$cluster/pgbench"
extra=()
for system in "${systems[@]}"; do
  case $system in
    pgbench) run_pgbench ;;
    queue | quartz) measure "$system" "$peers" "$system" ;;
    engine) measure engine "$peers" engine ;;
    engine-3) extra=(3); measure engine-3 "$peers" engine; extra=() ;;
    graphile) measure graphile "$node" graphile.mjs ;;
    dbos) measure dbos "$node" dbos.mjs ;;
    *) echo "run.sh: there is no system '$system'" >&2; exit 2 ;;
  esac
done

echo
echo "$(nproc) cores, $(uname -sr), PostgreSQL $(psql -qAtX -d postgres -c 'SHOW server_version') with its defaults (synchronous_commit=on, fsync=on) and pg_stat_statements, .NET $(dotnet --version), node $("$node" --version)"
echo "$PEERS_SECONDS s each after $PEERS_WARM_UP s, $PEERS_IN_FLIGHT runs under way"
echo
cat "$cluster/pgbench"
echo
python3 - "$cluster/results" <<'PY'
import json, sys

names = {
    "queue": "SKIP LOCKED queue, 1 process", "engine": "WorkflowEngine, 1 process", "engine-3": "WorkflowEngine, 3 processes",
    "graphile": "Graphile Worker", "dbos": "DBOS", "quartz": "Quartz.NET",
}
rows = {}
for line in open(sys.argv[1]):
    result = json.loads(line)
    rows.setdefault(result["system"], {})[result["workload"]] = result["is"]

# A job is inserted, claimed and completed: nine changes of state for a chain of three.
print("| | version | one job /s | chain of 3 /s | us per state change | WAL bytes per job | statements per job | idle p50 ms | idle p99 ms |")
print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
for system, by_workload in rows.items():
    one, chain, idle = (by_workload.get(workload, {}) for workload in ("one", "chain", "latency"))
    def rate(of):
        return f"{of['runs'] / of['seconds']:,.0f}" if of.get("runs") else "–"
    def per_job(key, form):
        return format(chain[key] / chain["runs"] / 3, form) if chain.get("runs") else "–"
    change = f"{chain['seconds'] * 1e6 / chain['runs'] / 9:.1f}" if chain.get("runs") else "–"
    version = next((of["version"] for of in by_workload.values() if "version" in of), "–")
    latency = [f"{idle[key]:.2f}" if key in idle else "–" for key in ("p50", "p99")]
    print("| " + " | ".join([names[system], version, rate(one), rate(chain), change, per_job("wal", ",.0f"), per_job("statements", ".2f"), *latency]) + " |")
PY
