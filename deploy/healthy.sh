#!/usr/bin/env bash
# healthy.sh PORT PATH: exit code 0 if the program on this port of this machine answers 200 to GET PATH. For health checks in
# an image that has a shell, but no client of HTTP.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
