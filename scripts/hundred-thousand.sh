#!/usr/bin/env bash
# Runs a hundred thousand small ecosystems; prints peak memory, and rows a second beside the writer's own limit on the
# same rows, measured before and after in the same minute. Fails over 600 MB or under 80%.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v quiet src/CoEvolve.Cli >/dev/null
dotnet build -c Release -v quiet bench/CoEvolve.SideBySide >/dev/null
limit() { dotnet bench/CoEvolve.SideBySide/bin/Release/net10.0/CoEvolve.SideBySide.dll writer-limit scripts/hundred-thousand.yaml "$work/limit.db"; }

before=$(limit)
echo "writer alone, before: $before"

dotnet src/CoEvolve.Cli/bin/Release/net10.0/coevolve.dll run scripts/hundred-thousand.yaml --out "$work/run.db" >"$work/out" 2>"$work/err" &
run=$!
peak=0
while kill -0 "$run" 2>/dev/null; do
    # The high-water mark only rises: the last reading is the peak, but for the last tenth of a second.
    kb=$(awk '/^VmHWM/ { print $2 }' "/proc/$run/status" 2>/dev/null || true)
    peak=${kb:-$peak}
    sleep 0.1
done
wait "$run"
line=$(tail -n 1 "$work/err")
echo "run: $line"
seconds=$(echo "$line" | sed -E 's/.*, ([0-9.]+) s$/\1/')
rows=$(sqlite3 "$work/run.db" "SELECT (SELECT count(*) FROM text_metric_row) + (SELECT count(*) FROM image_metric_row) + (SELECT count(*) FROM caption_metric_row)")

after=$(limit)
echo "writer alone, after:  $after"
awk -v rows="$rows" -v seconds="$seconds" -v before="$before" -v after="$after" -v peak="$peak" 'BEGIN {
    split(before, b, " "); split(after, a, " ");
    limit = (b[5] + a[5]) / 2; rate = rows / seconds;
    printf "%d rows at %d rows/s, %.0f%% of the writer alone (%d rows/s); peak memory %.0f MB\n", rows, rate, 100 * rate / limit, limit, peak / 1024;
    exit !(rate >= 0.8 * limit && peak < 600 * 1024)
}'
