#!/usr/bin/env bash
# Installs the Debian packages of the named groups that are missing, or names them where it may not.
# usage: setup/system.sh GROUP...   (groups: qt, test, package)
set -euo pipefail
cd "$(dirname "$0")/.."
command -v dpkg-query >/dev/null || { echo "setup: not a Debian system; see setup/system-packages.txt for what is needed." >&2; exit 0; }
missing=()
for group in "$@"; do
    while read -r of package; do
        [ "$of" = "$group" ] || continue
        dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
    done < <(grep -v '^#' setup/system-packages.txt)
done
[ "${#missing[@]}" = 0 ] && exit 0
if [ "$(id -u)" = 0 ]; then
    sudo=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo=(sudo -n)
else
    echo "setup: these system packages are missing; an administrator can install them:" >&2
    echo "    apt-get install ${missing[*]}" >&2
    exit 1
fi
echo "setup: installing ${missing[*]}"
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
