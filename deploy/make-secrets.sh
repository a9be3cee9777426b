#!/usr/bin/env bash
# make-secrets.sh [DIR]: random passwords for docker-compose.yml, in deploy/secrets or DIR. What is there already stays.
#
#   pgpass     the role coevolve's, for PGPASSFILE of nodes and of who submits
#   superuser  the server's own superuser's, which nothing here uses
#
# The folder is yours alone. Its files can be read by the accounts of the containers, which have other numbers, and by nobody
# else on this machine, who cannot enter the folder.
set -euo pipefail

folder=${1:-$(dirname "$0")/secrets}
[ $# -le 1 ] || { echo "make-secrets: give one folder, or none for deploy/secrets." >&2; exit 2; }

# 32 hexadecimal digits: 128 bits, and no character that would need quotes anywhere.
password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# put NAME BEFORE: a file with a password behind some text.
put() {
    [ ! -e "$folder/$1" ] || { echo "make-secrets: $folder/$1 is there; left as it is."; return; }
    echo "$2$(password)" >"$folder/$1.new"
    chmod 0644 "$folder/$1.new"
    mv "$folder/$1.new" "$folder/$1"
    echo "make-secrets: made $folder/$1"
}

mkdir -p "$folder"
chmod 0700 "$folder"
put pgpass '*:*:*:coevolve:'
put superuser ''
