#!/bin/sh
# Runs the Kernos that this project was made with, or another one: KERNOS_HOME is the directory where it is installed.
#
#     ./kernos.sh kernel:list        as bin/kernos there
#     ./kernos.sh --home             says which directory that is
#
# kernos-home has the directory of whoever made the project, and is theirs alone: Git ignores it.
set -eu
project=$(dirname "$0")
home=${KERNOS_HOME:-}
if [ -z "$home" ] && [ -f "$project/kernos-home" ]; then home=$(cat "$project/kernos-home"); fi
if [ ! -x "$home/bin/kernos" ]; then
    echo "kernos.sh: there is no bin/kernos in '$home': set KERNOS_HOME to the directory where Kernos is installed" >&2
    exit 70
fi
if [ "${1-}" = --home ]; then
    echo "$home"
else
    exec "$home/bin/kernos" "$@"
fi
