#!/usr/bin/env bash
# Rounds of chaos: three nodes compute an experiment, and every second one of them is killed with kill -9; the process that follows
# it is interrupted, a node frozen, the database killed and started again. Each round must give the bytes of a local run.
# Usage: chaos.sh [ROUNDS] [SEED]; ten rounds from seed 1. A round takes one to two minutes on two cores. It prints a line a
# round: kills, those that hit uncommitted work, and how long it took until all that a killed node held was in other hands. It
# stops at the first round that fails, with all that happened in it and exit code 1. Needs PostgreSQL's programs, but no server.
set -euo pipefail
cd "$(dirname "$0")/.."
project=tests/CoEvolve.Cluster.Tests
dotnet build -c Release -v quiet "$project" >/dev/null
exec dotnet "$project/bin/Release/net10.0/CoEvolve.Cluster.Tests.dll" chaos "${1:-10}" "${2:-1}"
