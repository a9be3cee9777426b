#!/usr/bin/env bash
# Exports a run of a million rows, as CSV and as JSON lines, and prints how long each takes. Fails from 20 seconds on.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v quiet src/CoEvolve.Cli >/dev/null
coevolve() { dotnet src/CoEvolve.Cli/bin/Release/net10.0/coevolve.dll "$@"; }

coevolve run scripts/hundred-thousand.yaml --set replicates=16667 --quiet --out "$work/million.db"
for format in csv json; do
    start=$(date +%s%N)
    rows=$(coevolve export "$work/million.db" --format "$format" --out "$work/$format" | sed -E 's/.*: ([0-9,]+) rows$/\1/; s/,//g' | awk '{ s += $1 } END { print s }')
    milliseconds=$((($(date +%s%N) - start) / 1000000))
    echo "$format: $rows rows in $milliseconds ms, $(du -sm "$work/$format" | cut -f1) MB"
    [ "$milliseconds" -lt 20000 ] && [ "$rows" -ge 1000000 ]
done
