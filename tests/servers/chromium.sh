#!/bin/sh
# What the tests of the pages need: a Chromium on the path. Says nothing when one is there; else installs it with
# the package manager, or says what to install.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

for name in chromium chromium-browser google-chrome; do
    if has "$name"; then exit 0; fi
done

give_up() {
    echo "The tests of the pages need Chromium on the path: $1" >&2
    exit 1
}

if has apt-get && [ "$(id -u)" -eq 0 ]; then
    echo "Installing Chromium for the tests of the pages" >&2
    apt-get -qq update >&2 || give_up "apt-get update failed (see above)"
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >&2 \
        || give_up "apt-get could not install it (see above)"
elif has apt-get && has sudo && sudo -n true 2>/dev/null; then
    echo "Installing Chromium for the tests of the pages" >&2
    sudo -n apt-get -qq update >&2 || give_up "apt-get update failed (see above)"
    sudo -n DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >&2 \
        || give_up "apt-get could not install it (see above)"
elif has apt-get; then
    give_up "sudo apt-get install chromium"
elif has dnf; then
    give_up "sudo dnf install chromium"
elif has brew; then
    give_up "brew install --cask chromium"
else
    give_up "from your package manager"
fi
