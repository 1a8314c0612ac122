#!/bin/sh
# What the tests of the Neo4j store need: a server given in NEO4J_URI, a Docker engine, or Java and Maven.
# Says nothing when one of them is there; else installs Java and Maven, or says what to install.
set -eu

needed_java=17

has() { command -v "$1" >/dev/null 2>&1; }

docker_answers() {
    has docker || return 1
    # no longer than the tests themselves would wait for it
    if has timeout; then timeout 10 docker version; else docker version; fi >/dev/null 2>&1
}

# The major version of the Java on the path; 0 when there is none that runs (macOS has a java that is none).
java_version() {
    told=$(java -version 2>&1) || { echo 0; return; }
    told=$(printf '%s\n' "$told" | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' | head -n 1)
    echo "${told:-0}"
}

java_and_maven() { has java && has mvn && [ "$(java_version)" -ge "$needed_java" ]; }

give_up() {
    cat >&2 <<TEXT
The tests of the Neo4j store need one of these, and found none:
  * NEO4J_URI (with KITH_NEO4J_USER and KITH_NEO4J_PASSWORD): an empty database that tests may wipe
  * a Docker engine that answers
  * Java $needed_java or newer and Maven: $1
TEXT
    exit 1
}

may_be_root() { [ "$(id -u)" -eq 0 ] || { has sudo && sudo -n true 2>/dev/null; }; }

apt() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >&2
    else
        sudo -n DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >&2
    fi
}

install_with_apt() {
    packages="openjdk-$needed_java-jre-headless maven"
    may_be_root || give_up "sudo apt-get install $packages"
    echo "Installing Java and Maven for the tests of the Neo4j store" >&2
    apt update || give_up "apt-get update failed (see above)"
    # a release that no longer has this Java has a newer one
    apt-cache show "openjdk-$needed_java-jre-headless" >/dev/null 2>&1 || packages="default-jre-headless maven"
    # shellcheck disable=SC2086  # two packages
    apt install -y --no-install-recommends $packages || give_up "apt-get could not install $packages (see above)"
}

if [ -n "${NEO4J_URI:-}" ] || java_and_maven || docker_answers; then
    exit 0
fi
if has apt-get; then
    install_with_apt
elif has dnf; then
    give_up "sudo dnf install java-$needed_java-openjdk-headless maven"
elif has brew; then
    give_up "brew install openjdk@$needed_java maven, and put openjdk@$needed_java on the PATH as brew says"
else
    give_up "from your package manager"
fi
java_and_maven || give_up "installed, but java $(java_version) is first on the PATH"
