#!/usr/bin/env bash
# Makes the virtual environment from the hash-pinned lock; does nothing when it is already as the lock says.
set -euo pipefail
cd "$(dirname "$0")/.."
venv="${VENV:-.venv}"
lock=requirements/dev.lock
python="${PYTHON:-python3}"
stamp="$venv/.lock-sum"
sum="$(sha256sum "$lock" | cut -d' ' -f1)"

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then
    exit 0
fi
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
    echo "setup: Python 3.11, 3.12 or 3.13 is needed; '$python' is $("$python" --version 2>&1)." >&2
    echo "setup: install one (Debian: apt-get install python3 python3-venv) or name it: make demo PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        echo "setup: Python's venv module is missing. Ask an administrator for: apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "setup: making $venv (once; a few minutes)"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --no-binary pyseccomp,darkdetect -r "$lock"
echo "$sum" > "$stamp"
