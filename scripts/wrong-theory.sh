#!/usr/bin/env bash
# Makes the theory wrong, one rate at a time, in a copy of this repository: each time `coevolve reproduce` must notice and
# exit with 1. Afterwards the unchanged theory must pass. Takes about three minutes; needs the .NET SDK and nothing else.
# Usage: scripts/wrong-theory.sh [options of reproduce, such as --quick]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git clone --quiet "$root" "$copy/coevolve"
cd "$copy/coevolve"
theory=src/CoEvolve.Core/Theory

# File, what stands there, what is put in its place, and what that means.
wrong=(
    "TextMoments.cs|(captions * resolution * (1 - S))|(captions * resolution * (1 - S) / 2)|text loses half as much diversity in a step"
    "TextTheory.cs|resolution / captions), generation|resolution / (captions / 2.0)), generation|G of sampled readers falls at twice its rate"
    "TextTheory.cs|return (1 - kappa) * m *|return m *|the stationary G forgets the corpus's own diversity"
    "ImageStep.cs|(taken * (w - ownError))|(taken * w)|images keep their variance in a step"
    "ImageStep.cs|driftFromVariance += probability * stepped * ownError|driftFromVariance += probability * stepped * ownError / 2|means drift half as far"
    "LogDeterminantStep.cs|PolyGamma.Digamma((least + i) / 2.0)|PolyGamma.Digamma((least + i + 1) / 2.0)|one degree of freedom too many in ln det"
    "LogDeterminantStep.cs|PolyGamma.Trigamma((least + i) / 2.0)|(0.8 * PolyGamma.Trigamma((least + i) / 2.0))|a fifth less variance of ln det"
)

reproduce() {
    dotnet build -c Release --nologo src/CoEvolve.Cli > "$copy/build" || { cat "$copy/build"; exit 2; }
    local status=0
    dotnet src/CoEvolve.Cli/bin/Release/net10.0/coevolve.dll reproduce --out "$copy/out" --force "$@" > "$copy/log" 2>/dev/null || status=$?
    return "$status"
}

# All of them before the first is tried: what is missing shows at once, and not after minutes.
for entry in "${wrong[@]}"; do
    IFS='|' read -r file from to meaning <<< "$entry"
    count=$({ grep -oF "$from" "$theory/$file" || true; } | wc -l)
    if [ "$count" -ne 1 ]; then
        echo "wrong-theory: '$from' stands $count times in $theory/$file, and not once. Bring this script up to date." >&2
        exit 2
    fi
done

failures=0
for entry in "${wrong[@]}"; do
    IFS='|' read -r file from to meaning <<< "$entry"
    FROM="$from" TO="$to" perl -pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/' "$theory/$file"
    status=0
    reproduce "$@" || status=$?
    git checkout --quiet "$theory"
    if [ "$status" -eq 1 ]; then
        echo "noticed, exit 1: $meaning. Against it: $(grep -oE '^  (C[1-7]|digits) .* not reproduced' "$copy/log" | awk '{ print $1 }' | paste -sd ' ')"
    else
        echo "NOT NOTICED, exit $status: $meaning ($theory/$file)"
        failures=$((failures + 1))
    fi
done

reproduce "$@" && echo "passed, exit 0: the theory as it stands" || { echo "The theory as it stands failed."; failures=$((failures + 1)); }
[ "$failures" -eq 0 ]
