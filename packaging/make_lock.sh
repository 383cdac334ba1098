#!/bin/sh
# Writes the three locks anew from pyproject.toml; needs uv (from PATH or .venv) and the network. Options go to uv: --upgrade.
set -eu
cd "$(dirname "$0")/.."
uv=$(PATH=$PATH:$PWD/.venv/bin command -v uv) || { echo "uv is needed: https://docs.astral.sh/uv/" >&2; exit 1; }

# lock FILE WHAT-IT-IS-FOR INPUT …
lock() {
    file=$1
    purpose=$2
    shift 2
    "$uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$file" "$@"
    {
        echo "# $purpose: every package with version and hashes, for Python 3.11 to 3.14. Made by packaging/make_lock.sh."
        grep -v '^# [A-Z].*Made by' "$file"
    } >"$file.new"
    mv "$file.new" "$file"
}

lock packaging/requirements.lock "To run, test, check and measure the program" --extra test --extra lint \
    --extra bench pyproject.toml "$@"
lock packaging/requirements-build.lock "To build packages that come as source, and the project's own wheel" \
    --constraints packaging/requirements.lock packaging/requirements-build.in "$@"
lock packaging/requirements-bundle.lock "To build the bundle" --extra bundle \
    --constraints packaging/requirements.lock --constraints packaging/requirements-build.lock pyproject.toml "$@"
