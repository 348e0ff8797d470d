#!/bin/sh
# Makes .venv with a Python of at least 3.11, or says what is missing. Does nothing where a working one stands.
set -eu
venv=.venv
if [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

python=
for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Rawi needs Python 3.11 or later, and none was found. Install it, or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi

# A directory without a working pip is what a failed attempt left behind.
rm -rf "$venv"
if "$python" -m venv "$venv" >/dev/null 2>&1; then
    exit 0
fi
rm -rf "$venv"
package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $package ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    exec "$python" -m venv "$venv"
fi
echo "Python's venv module is not complete here (Debian and Ubuntu keep it in a package of its own)." >&2
echo "Install it and run make again:  sudo apt-get install $package" >&2
exit 1
