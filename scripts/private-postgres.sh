#!/usr/bin/env bash
# A PostgreSQL server of your own, for a machine that has PostgreSQL installed but no server to use. Needs no root, and
# touches no server that already runs.
#
#   private-postgres.sh start DIR [PORT]   makes a cluster in DIR if there is none, starts it, prints its store address
#   private-postgres.sh stop DIR           stops it in an orderly way; the data stay
#   private-postgres.sh kill DIR           kills it with kill -9, all processes, as a crash would; the data stay
#
# The address is postgres://coevolve@127.0.0.1:PORT/coevolve. Without PORT a free one is chosen, and kept for later starts.
# Each command may be given again: what is already so is no error, and start prints the address of a server that runs. The
# server listens on the loopback only, without a password: everybody on this machine may use it. PostgreSQL refuses to run
# as root; for root the server runs as postgres, or as nobody where there is no such account, so DIR must be where that
# account may go. To be rid of a cluster, stop it and delete DIR. Linux only.
set -euo pipefail

refuse() {
    echo "private-postgres: $*" >&2
    exit 2
}

usage() {
    sed -n '/^#   private/s/^#   //p' "$0" >&2
    exit 2
}

[ $# -ge 2 ] && [ -n "$2" ] || usage
action=$1 dir=$2
case $action in
    start) [ $# -le 3 ] || usage ;;
    stop | kill) [ $# -eq 2 ] || usage ;;
    *) usage ;;
esac
port=${3:-}
[[ $port =~ ^([1-9][0-9]{0,4})?$ ]] && [ "${port:-1}" -le 65535 ] || refuse "PORT is $port; it must be a number from 1 to 65535."
[ "$(uname)" = Linux ] || refuse "this script needs Linux."

# PostgreSQL's programs: those of PATH, else those of Debian's newest version.
programs=
for folder in "$(dirname "$(command -v initdb || true)")" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5,5nr); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ]; then
        programs=$folder
        break
    fi
done
[ -n "$programs" ] || refuse "PostgreSQL is not installed here; on Debian and Ubuntu: apt-get install postgresql."

is_cluster() { [ -f "$dir/data/PG_VERSION" ] && [ -f "$dir/port" ]; }

# The account that the server runs as: the cluster's owner.
if is_cluster; then
    account=$(stat -c %U "$dir/data")
elif [ "$action" != start ]; then
    refuse "there is no private cluster in $dir."
elif [ -e "$dir" ] && { [ ! -d "$dir" ] || [ -n "$(ls -A "$dir")" ]; }; then
    refuse "$dir is there, and is not a private cluster; choose a folder that is empty or not there."
elif [ "$(id -u)" -ne 0 ]; then
    account=$(id -un)
elif id postgres >/dev/null 2>&1; then
    account=postgres
else
    account=nobody
fi
if [ "$account" = "$(id -un)" ]; then
    as_server() { "$@"; }
elif [ "$(id -u)" -eq 0 ]; then
    as_server() { runuser -u "$account" -- "$@"; }
else
    refuse "the cluster in $dir belongs to $account."
fi

# The number of the server's first process, or nothing. A crash leaves the number behind, and another process may get it.
server() {
    local pid
    pid=$(sed -n 1p "$dir/data/postmaster.pid" 2>/dev/null) || return 0
    [ "$(as_server readlink "/proc/$pid/cwd")" = "$dir/data" ] || return 0
    echo "$pid"
}

# Some processes end while this looks at them.
children() { { cat /proc/[0-9]*/stat 2>/dev/null || true; } | awk -v parent="$1" '{ id = $1; sub(/^.*\) /, ""); if ($2 == parent) print id }'; }

# Whether a process has ended; one that nobody has waited for yet has.
has_ended() { [[ $(cat "/proc/$1/stat" 2>/dev/null | sed 's/^.*) //') =~ ^([ZX]|$) ]]; }

# Ports above these are given to clients, and one that keeps trying to reach a killed server could be given the server's own.
free_port() {
    local candidate
    while true; do
        candidate=$((10000 + (RANDOM * 32768 + RANDOM) % 22768))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

make_cluster() {
    mkdir -p "$dir"
    [ "$account" = "$(id -un)" ] || chown "$account" "$dir"
    cd "$dir"
    if ! as_server test -w "$dir"; then
        rmdir "$dir"
        refuse "$account, as whom the server runs, cannot reach $dir; choose a folder that it can, such as one in /tmp."
    fi
    # On failure initdb removes what it made.
    as_server "$programs/initdb" --pgdata "$dir/data" --username coevolve --auth trust --encoding UTF8 --locale C \
        --no-instructions >"$dir/server.log" 2>&1 || refuse "initdb failed: $(tail -n 3 "$dir/server.log")"
    cat >>"$dir/data/postgresql.conf" <<-CONFIGURATION

		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		# In the data folder, so that a killed server leaves none of it elsewhere.
		dynamic_shared_memory_type = mmap
	CONFIGURATION
    echo 'CREATE DATABASE coevolve' | as_server "$programs/postgres" --single -D "$dir/data" postgres >>"$dir/server.log" 2>&1
    rm "$dir/server.log"
    echo "${port:-$(free_port)}" >"$dir/port"
}

start_server() {
    local log=$dir/server.log
    as_server "$programs/pg_ctl" start -D "$dir/data" -l "$log" -o "-p $port" -w -t 300 >/dev/null 2>&1 && return
    if tail -n 5 "$log" | grep -q 'Address already in use'; then
        refuse "port $port is taken; give another: private-postgres.sh start $dir PORT"
    fi
    refuse "the server did not start; the end of $log: $(tail -n 3 "$log")"
}

dir=$(realpath -m "$dir")
case $action in
    start)
        is_cluster || make_cluster
        cd "$dir"
        current=$(cat "$dir/port")
        if [ -n "$(server)" ]; then
            [ "${port:-$current}" = "$current" ] || refuse "the server in $dir runs on port $current; stop it first."
            port=$current
        else
            port=${port:-$current}
            start_server
            echo "$port" >"$dir/port"
        fi
        echo "postgres://coevolve@127.0.0.1:$port/coevolve"
        ;;
    stop)
        cd "$dir"
        [ -z "$(server)" ] || as_server "$programs/pg_ctl" stop -D "$dir/data" -m fast -w -t 300 >/dev/null
        ;;
    kill)
        cd "$dir"
        pid=$(server)
        [ -n "$pid" ] || exit 0
        # A stopped process starts no more children.
        kill -STOP "$pid"
        all="$(children "$pid") $pid"
        # shellcheck disable=SC2086
        kill -KILL $all 2>/dev/null || true
        for each in $all; do
            until has_ended "$each"; do sleep 0.01; done
        done
        as_server ipcrm -m "$(sed -n 7p "$dir/data/postmaster.pid" | awk '{ print $2 }')" 2>/dev/null || true
        # The number stays taken until init has waited for the process, and a new server would take it for a running one.
        rm "$dir/data/postmaster.pid"
        ;;
esac
