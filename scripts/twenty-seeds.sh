#!/usr/bin/env bash
# Reproduces the findings, and runs their counter-tests, with many seeds: are verdicts wrong as rarely as their level says?
# Prints the table of docs/findings.md. Takes about half a minute a seed on two cores; needs the .NET SDK and sqlite3.
# Usage: scripts/twenty-seeds.sh [number of seeds, default 20] [first seed, default 1]
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=${1:-20}
first=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release --nologo src/CoEvolve.Cli > "$work/build" || { cat "$work/build"; exit 2; }
coevolve() { dotnet src/CoEvolve.Cli/bin/Release/net10.0/coevolve.dll "$@"; }

findings=(C1 C2 C3 C4 C5 C6 C7 digits)
echo "| seed | ${findings[*]} | agreements refuted at 1% / 0.1%, each alone | demonstration with the largest p | counter-tests reproduced |" | sed 's/ digits |/ digits |/; s/\(C[1-7]\) /\1 | /g'
echo "| --- |$(printf ' --- |%.0s' "${findings[@]}") --- | --- | --- |"
wrong=0
for seed in $(seq "$first" $((first + seeds - 1))); do
    status=0
    coevolve reproduce --out "$work/out" --force --seed "$seed" > "$work/log" 2> "$work/error" || status=$?
    [ "$status" -le 1 ] || { cat "$work/error"; exit 2; }
    query() { sqlite3 -separator ' ' "$work/out/results.db" "$1"; }
    row="| $seed |"
    for finding in "${findings[@]}"; do
        failed=$(query "SELECT count(*) FROM finding WHERE finding = '$finding' AND passed = 0")
        if [ "$failed" -eq 0 ]; then row="$row + |"; else row="$row **−** |"; wrong=$((wrong + 1)); query "SELECT finding, setting, name, p_value, level FROM finding WHERE finding = '$finding' AND passed = 0" >> "$work/failed"; fi
    done
    agreements=$(query "SELECT sum(p_value < 0.01) || ' / ' || sum(p_value < 0.001) || ' of ' || count(*) FROM finding WHERE kind = 'agreement'")
    weakest=$(query "SELECT printf('%.0e', max(p_value)) FROM finding WHERE kind = 'demonstration'")
    query "SELECT p_value FROM finding WHERE kind = 'agreement'" >> "$work/p"
    status=0
    coevolve reproduce --counter --seed "$seed" > "$work/counter" 2> "$work/error" || status=$?
    [ "$status" -le 1 ] || { cat "$work/error"; exit 2; }
    counters=$(grep -cE ' reproduced$' <(grep -v 'not reproduced' "$work/counter") || true)
    echo "$row $agreements | $weakest | $counters of $(grep -cE '(not )?reproduced$' "$work/counter") |"
    wrong=$((wrong + counters))
done
echo
awk '{ n++; if ($1 < 0.01) a++; if ($1 < 0.001) b++ } END { printf "Agreements: %d of %d (%.2f%%) below 1%%, %d (%.3f%%) below 0.1%%.\n", a, n, 100 * a / n, b, 100 * b / n }' "$work/p"
echo "Wrong verdicts: $wrong of $((seeds * ${#findings[@]})) findings and their counter-tests."
if [ -f "$work/failed" ]; then echo "Checks that failed:"; cat "$work/failed"; fi
