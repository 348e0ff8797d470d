#!/bin/sh
# Installs what some tests need beside Python, where that can be done without asking: Chromium, to look at the pages, and
# PostgreSQL 15, for the store. Never fails: without them those tests are skipped, and say so.
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 ||
    missing="chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:" $missing "..."
    apt-get update -qq >/dev/null 2>&1
    for name in $missing; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$name" >/dev/null 2>&1 ||
            echo "$name could not be installed; its tests will be skipped."
    done
    exit 0
fi
echo "Not installed, so some tests will be skipped:" $missing "(on Debian: sudo apt-get install" $missing ")"
exit 0
