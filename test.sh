#!/usr/bin/env bash
# Builds and runs every test project and ends with one line: N passed, N failed, N skipped.
# CONFIGURATION (default Debug) says what to build; NO_BUILD=1 runs what is built already.
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

missing=()
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

# A test project is an executable under tests/; a library of specifications is not run by itself.
projects=()
for project in tests/*/*.csproj; do
  grep -q '<OutputType>Exe</OutputType>' "$project" && projects+=("$project")
done

if [[ ${NO_BUILD:-} != 1 ]]; then
  dotnet build WorkflowEngine.sln --configuration "$configuration" --verbosity quiet --nologo
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0 broken=0

for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  code=0
  dotnet "$(dirname "$project")/bin/$configuration/net10.0/$name.dll" -noColor 2>&1 | tee "$log" || code=$?

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
echo
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed > 0))
