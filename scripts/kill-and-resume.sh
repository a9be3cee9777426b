#!/usr/bin/env bash
# Kills a run with kill -9 at random moments, resumes it each time, and compares the export byte for byte with that of a
# run that was left alone. Usage: kill-and-resume.sh [ROUNDS]. The experiment's own row is left out: it has the times.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-25}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v quiet src/CoEvolve.Cli >/dev/null
coevolve() { dotnet src/CoEvolve.Cli/bin/Release/net10.0/coevolve.dll "$@"; }
# Long ecosystems, so that kills find some of them between two checkpoints.
settings=(scenarios/digits-stabilised.yaml --quiet --set replicates=6 --set generations=5000 --set record.every=2 --set "record.snapshots=[5000]")
RANDOM=1

start=$(date +%s%N)
coevolve run "${settings[@]}" --out "$work/whole.db"
milliseconds=$((($(date +%s%N) - start) / 1000000))
coevolve export "$work/whole.db" --out "$work/whole" >/dev/null
echo "left alone: $milliseconds ms"

same=0 uncommitted=0
for round in $(seq "$rounds"); do
    file="$work/round.db"
    rm -rf "$file" "$file"-* "$work/round"
    dotnet src/CoEvolve.Cli/bin/Release/net10.0/coevolve.dll run "${settings[@]}" --out "$file" &
    run=$!
    sleep "$(awk -v ms="$milliseconds" -v r="$RANDOM" 'BEGIN { printf "%.3f", ms / 1000 * (0.05 + 0.9 * r / 32768) }')"
    kill -9 "$run" 2>/dev/null || true
    wait "$run" 2>/dev/null || true
    before="no file yet"
    if [ -f "$file" ]; then
        before=$(sqlite3 "$file" "SELECT count(*) FILTER (WHERE status = 'finished') || ' finished, ' || count(*) FILTER (WHERE status = 'running') || ' under way' FROM ecosystem")
        [ "$(sqlite3 "$file" "SELECT count(*) FROM ecosystem WHERE status <> 'finished'")" -gt 0 ] && uncommitted=$((uncommitted + 1))
    else
        uncommitted=$((uncommitted + 1))
    fi
    coevolve run "${settings[@]}" --out "$file" --resume
    coevolve export "$file" --out "$work/round" >/dev/null
    if diff -rq --exclude=experiment.csv "$work/whole" "$work/round" >/dev/null; then
        same=$((same + 1)) verdict="the same bytes"
    else
        verdict="DIFFERENT"
    fi
    echo "round $round: killed with $before; resumed: $verdict"
done
echo "$same of $rounds the same bytes; $uncommitted kills hit unfinished work"
[ "$same" -eq "$rounds" ] && [ "$uncommitted" -gt $((rounds / 2)) ]
