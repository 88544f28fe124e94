#!/usr/bin/env bash
# Builds and runs every test project and ends with one line: N passed, N failed, N skipped.
# CONFIGURATION (default Debug) says what to build; NO_BUILD=1 runs what is built already. WORKFLOWENGINE_POSTGRES names the
# PostgreSQL server for the tests; without it a private one is started, and removed at the end. WORKFLOWENGINE_CHAOS_SECONDS (default 60)
# says how long a cluster is broken, WORKFLOWENGINE_CHAOS_COMPLETIONS (default 300) how many ended jobs three processes tell of.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

configuration=${CONFIGURATION:-Debug}

# Program the tests start, and the Debian package that brings it.
tools=(
  "git git"
  "python3 python3"
  "sh dash"
  "setsid util-linux"
)

# Debian keeps the programs of the server out of the path, in a folder for each version.
postgres_folder() {
  local folder
  folder=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
  [[ -x $folder/initdb && -x $folder/pg_ctl ]] && echo "$folder"
}

missing=()
postgres_folder >/dev/null || missing+=(postgresql) # also with a server that is named: a test breaks one of its own
for tool in "${tools[@]}"; do
  read -r program package <<<"$tool"
  command -v "$program" >/dev/null || missing+=("$package")
done

if ((${#missing[@]} > 0)); then
  if ! command -v apt-get >/dev/null; then
    echo "test.sh: install ${missing[*]} first" >&2
    exit 1
  fi
  root=()
  ((EUID == 0)) || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "${missing[@]}" >/dev/null
fi

command -v dotnet >/dev/null || { echo "test.sh: the .NET SDK named in global.json is needed" >&2; exit 1; }

# A test project is an executable under tests/ with a test runner; a library of specifications, or a program that tests start, is not run.
projects=()
for project in tests/*/*.csproj; do
  if grep -q '<OutputType>Exe</OutputType>' "$project" && grep -q 'Include="xunit.v3"' "$project"; then
    projects+=("$project")
  fi
done

if [[ ${NO_BUILD:-} != 1 ]]; then
  dotnet build WorkflowEngine.sln --configuration "$configuration" --verbosity quiet --nologo
fi

log=$(mktemp)
cluster=
as_owner=()

cleanup() {
  rm -f "$log"
  if [[ -n $cluster ]]; then
    "${as_owner[@]}" "$(postgres_folder)/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$cluster"
  fi
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A server of its own with the settings that a new installation has, on a port that is free now. It does not run as root.
start_postgres() {
  local folder port password try
  folder=$(postgres_folder)
  cluster=$(mktemp -d)
  password=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$password" >"$cluster/password"
  if ((EUID == 0)); then
    as_owner=(setpriv --reuid postgres --regid postgres --clear-groups env HOME="$cluster")
    chown -R postgres:postgres "$cluster"
  fi

  (
    cd "$cluster"
    "${as_owner[@]}" "$folder/initdb" -D "$cluster/data" -U postgres -A scram-sha-256 --pwfile="$cluster/password" \
      -E UTF8 --locale=C >"$cluster/initdb.log" 2>&1
  ) || { cat "$cluster/initdb.log" >&2; return 1; }
  for try in 1 2 3; do
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    if (
      cd "$cluster"
      "${as_owner[@]}" "$folder/pg_ctl" -D "$cluster/data" -l "$cluster/server.log" -w -t 60 \
        -o "-p $port -k '$cluster' -c listen_addresses=127.0.0.1 -c max_connections=300" start >/dev/null
    ); then
      export WORKFLOWENGINE_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Password=$password;Database=postgres"
      return
    fi
  done
  cat "$cluster/server.log" >&2
  return 1
}

[[ -n ${WORKFLOWENGINE_POSTGRES:-} ]] || start_postgres || { echo "test.sh: PostgreSQL did not start" >&2; exit 1; }
passed=0 failed=0 skipped=0 broken=0
failures=()

for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  code=0
  dotnet "$(dirname "$project")/bin/$configuration/net10.0/$name.dll" -noColor 2>&1 | tee "$log" || code=$?

  # What failed and why is said again at the end, where it is looked for.
  mapfile -t -O "${#failures[@]}" failures < <(grep -A 6 ' \[FAIL\]$' "$log" || true)

  # The runner's own summary: Total: 5, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0
  summary=$(sed -nE "s/^ *$name +Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \2 \3 \4 \5/p" "$log" | tail -n 1)
  if [[ -z $summary ]]; then
    # A project without tests prints no summary; that is not a failure unless the runner says so.
    ((code == 0)) || { echo "$name ended with exit code $code and no summary" >&2; broken=$((broken + 1)); }
    continue
  fi
  read -r total errors bad left_out not_run <<<"$summary"
  failed=$((failed + errors + bad))
  skipped=$((skipped + left_out + not_run))
  passed=$((passed + total - bad - left_out - not_run))
  ((code == 0 || errors + bad > 0)) || { echo "$name ended with exit code $code" >&2; broken=$((broken + 1)); }
done

failed=$((failed + broken))
((${#failures[@]} == 0)) || printf '%s\n' '' "${failures[@]}"
echo
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed > 0))
