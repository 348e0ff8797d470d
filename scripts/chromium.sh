#!/bin/sh
# Installs Chromium for the tests that look at the report in a browser, where that can be done without asking.
# Never fails: without a browser those tests are skipped, and say so.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    if apt-get update -qq >/dev/null 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "Chromium is not installed; the browser tests will be skipped (on Debian: sudo apt-get install chromium)."
exit 0
