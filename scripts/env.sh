#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Make the environment of this checkout in .venv: `scripts/env.sh` what a stack needs to run, `scripts/env.sh dev` with
# what its tests and checks need. Does nothing when the lock files and the Python are still those of the last time.
# PYTHON= names an interpreter; otherwise the first that really runs is taken, from PATH and then from pyenv.
set -eu
cd -P "$(dirname "$0")/.."
venv=$PWD/.venv
locks="requirements.lock"
if [ "${1:-}" = dev ]; then
    locks="$locks requirements-dev.lock"
fi

# Prints an interpreter's version when it is 3.12 or newer and can make an environment; fails otherwise.
version_of() {
    "$1" -c '
import sys, venv, ensurepip
if sys.version_info < (3, 12): sys.exit(1)
print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        version_of "$PYTHON" >/dev/null && echo "$PYTHON"
        return
    fi
    # By running them: a shim of pyenv stands on PATH also for a version that is not chosen, and then fails.
    for name in python3.14 python3.13 python3.12 python3; do
        if version_of "$name" >/dev/null; then
            command -v "$name"
            return
        fi
    done
    for python in "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"/versions/*/bin/python; do
        if version=$(version_of "$python"); then
            echo "$version $python"
        fi
    done | sort -t . -k 1,1nr -k 2,2nr -k 3,3nr | sed -n '1s/^[^ ]* //p'
}

# The members of the workspace are put on the path, not built or installed: nothing to do again after an edit.
write_path() {
    "$venv/bin/python" - "$PWD" <<'PYTHON'
import pathlib, sys, sysconfig
root = pathlib.Path(sys.argv[1])
members = [root / "servicekit", root / "gateway", root / "contracts", *sorted(root.glob("services/*"))]
lines = "".join(f"{member / 'src'}\n" for member in members if (member / "src").is_dir())
path = pathlib.Path(sysconfig.get_path("purelib"), "meent.pth")
if not path.exists() or path.read_text() != lines:
    path.write_text(lines)
PYTHON
}

# A setting of pip, from its environment or its files; lists as words.
pip_setting() {
    name=$(echo "PIP_$1" | tr 'a-z-' 'A-Z_')
    eval "value=\${$name:-}"
    if [ -z "$value" ]; then
        value=$("$venv/bin/python" -m pip config list 2>/dev/null |
            sed -n "s/^[a-z]*\\.$1='\\(.*\\)'\$/\\1/p" | sed 's/\\n/ /g; s/^ *//; 1!d')
    fi
    echo "$value"
}

# What pip is told of this network holds for uv, which reads none of it; and both trust what this machine trusts, as
# the certificate of a proxy that inspects TLS.
follow_pip() {
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
    certificates=$(pip_setting cert)
    if [ -n "${certificates:-${SSL_CERT_FILE:-}}" ]; then
        export SSL_CERT_FILE="${SSL_CERT_FILE:-$certificates}" PIP_CERT="${certificates:-$SSL_CERT_FILE}"
    fi
    if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}${UV_INDEX:-}${UV_EXTRA_INDEX_URL:-}" ]; then
        index=$(pip_setting index-url) more=$(pip_setting extra-index-url)
        if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
        # As pip does, any of them may have it; the lock files hold the hash of each file.
        if [ -n "$more" ]; then export UV_INDEX="$more" UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"; fi
    fi
    hosts=$(pip_setting trusted-host)
    if [ -n "$hosts" ]; then export UV_INSECURE_HOST="${UV_INSECURE_HOST:-$hosts}"; fi
}

# Runs a command that fetches packages.
fetching() {
    "$@" && return
    echo "The packages cannot be fetched: behind a proxy, name it in HTTPS_PROXY, the file with its certificate (PEM) in" \
        "SSL_CERT_FILE, and an index of your own in PIP_INDEX_URL; then try again." >&2
    exit 1
}

runs() {
    "$venv/bin/python" -c 'import sys; sys.exit(sys.prefix != sys.argv[1])' "$venv" 2>/dev/null
}

wanted=$(cat scripts/env.sh scripts/uv.lock.txt $locks | cksum)
stamp=$venv/installed-$(echo "$locks" | tr ' ' +)
if ! runs || [ "${PYTHON:-}" != "$(cat "$venv/chosen" 2>/dev/null)" ]; then
    interpreter=$(find_python) || interpreter=
    if [ -z "$interpreter" ]; then
        echo "Meent needs Python 3.12 or newer, with its modules venv and ensurepip, and found none${PYTHON:+ at $PYTHON}:" \
            "install one (with pyenv, or from your system's packages), or name one with PYTHON=." >&2
        exit 1
    fi
    echo "Making the environment in .venv, with Python $(version_of "$interpreter") of $interpreter"
    rm -rf "$venv"
    "$interpreter" -m venv "$venv"
    echo "${PYTHON:-}" >"$venv/chosen"
fi
if [ "$wanted" != "$(cat "$stamp" 2>/dev/null)" ]; then
    echo "Installing the packages of $locks"
    follow_pip
    fetching "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement scripts/uv.lock.txt
    requirements=
    for lock in $locks; do
        requirements="$requirements --requirements $lock"
    done
    # Compiled once: some dozen processes start from it.
    fetching "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes --compile-bytecode $requirements
    echo "$wanted" >"$stamp"
fi
write_path
