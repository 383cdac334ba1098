#!/bin/sh
# Sets the checkout up and runs it. A bare Debian or Ubuntu needs nothing but this: system libraries, a virtual environment
# and the locked packages come by themselves. What is there already is left alone: a second run needs no network.
set -eu

usage() {
    cat <<'END'
sh packaging/run.sh demo [OPTION …]    start the program on its made-up demo job; without a display: pictures in demo-pictures
sh packaging/run.sh test [OPTION …]    run the tests; options go to pytest
sh packaging/run.sh lint               check formatting, style and types
sh packaging/run.sh bench [OPTION …]   measure every claim of speed; --small for a quick look
sh packaging/run.sh endure [OPTION …]  run what is too slow for the tests; options go to pytest
sh packaging/run.sh bundle             build dist/job-results-viewer, a folder that runs without Python
All paths are relative to the checkout.
END
}

# Shared library:Debian package. What Qt loads in any case (the last three for film and sound), and for a window on X11.
FOR_QT="libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0 libgssapi_krb5.so.2:libgssapi-krb5-2
    libpulse.so.0:libpulse0 libXrandr.so.2:libxrandr2 libXext.so.6:libxext6"
FOR_WINDOW="libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1 libxkbcommon-x11.so.0:libxkbcommon-x11-0"
FITS='import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
TOO_OLD='import sys; sys.exit(sys.version_info >= (3, 11))'

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

on_linux() {
    [ "$(uname -s)" = Linux ]
}

has_display() {
    case "${QT_QPA_PLATFORM:-}" in
        offscreen* | minimal*) return 1 ;;
    esac
    ! on_linux || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

find_python() {
    for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if command -v "$name" >/dev/null && "$name" -c "$FITS" 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Each of these prints the Debian packages that are missing, each after a space.
missing_python() {
    if find_python >/dev/null; then
        :
    elif command -v python3 >/dev/null && python3 -c "$TOO_OLD"; then
        printf ' python3.11 python3.11-venv'
    else
        printf ' python3 python3-venv'
    fi
}

missing_libraries() {
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 0
    for pair in "$@"; do
        case "$known" in
            *"${pair%%:*} "*) ;;
            *) printf ' %s' "${pair#*:}" ;;
        esac
    done
}

missing_packages() {
    missing_python
    # shellcheck disable=SC2086
    missing_libraries $FOR_QT
    # shellcheck disable=SC2086
    ! has_display || missing_libraries $FOR_WINDOW
}

missing_bundle_packages() { # The bundle brings along what a window needs, wherever it is built.
    # shellcheck disable=SC2086
    missing_libraries $FOR_WINDOW
    command -v objdump >/dev/null || printf ' binutils'
    found=$(find_python)
    case "$found" in
        /usr/bin/*) # Debian's Python has its library in a package of its own.
            version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            missing_libraries "libpython$version.so.1.0:libpython$version"
            ;;
    esac
}

apt_install() {
    if [ "$(id -u)" -eq 0 ]; then
        as_root="env"
    elif ! command -v sudo >/dev/null; then
        fail "System packages are missing. Run this line, then start again:
su -c 'apt-get update && apt-get install --no-install-recommends -y $*'"
    elif sudo -n true 2>/dev/null || [ -t 0 ]; then
        as_root="sudo env"
    else
        fail "System packages are missing. Run this line, then start again:
sudo apt-get update && sudo apt-get install --no-install-recommends -y $*"
    fi
    say "Installing system packages (a minute or so): $*"
    quiet="$as_root DEBIAN_FRONTEND=noninteractive apt-get -qq"
    $quiet update >&2 || say "The lists of system packages could not all be brought up to date."
    if ! $quiet install --no-install-recommends -y "$@" >/dev/null; then
        fail "The system packages could not be installed: $*"
    fi
}

# Installs what the function named by $1 says is missing; once more where the system's Python proved too old.
prepare_system() {
    on_linux || return 0
    for _ in first second; do
        packages=$("$1")
        [ -n "$packages" ] || return 0
        if ! command -v apt-get >/dev/null; then
            say "System packages seem to be missing. Their names on Debian:$packages"
            return 0
        fi
        # shellcheck disable=SC2086
        apt_install $packages
    done
}

# make_environment FOLDER LOCK: a virtual environment with exactly what the build lock and LOCK name, and this checkout.
# What it was made from is kept in it, so that it is made again only when that changes.
make_environment() {
    for python in "$1/bin/python" "$1/Scripts/python.exe"; do
        [ ! -e "$python" ] || break
    done
    if made_from "$2" | cmp -s - "$1/made-from" 2>/dev/null && "$python" -c '' 2>/dev/null; then
        return
    fi
    say "Setting up $1 (a few hundred megabytes the first time)"
    if ! { "$python" -c "$FITS" && "$python" -m pip --version; } >/dev/null 2>&1; then
        found=$(find_python) || fail "Python 3.11 to 3.14 with its venv module is needed and was not found."
        "$found" -m venv --clear "$1"
        [ -e "$python" ] || python=$1/bin/python
    fi
    install="$python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes"
    if ! { $install -r packaging/requirements-build.lock && $install --use-pep517 --no-build-isolation -r "$2"; }; then
        fail "The packages could not be installed. Once the network is there, start again."
    fi
    "$python" - <<'END'
import pathlib, sys, sysconfig
encoding = "utf-8" if sys.version_info >= (3, 13) else "locale"
here = pathlib.Path(sysconfig.get_path("purelib"), "job-results-viewer-checkout.pth")
here.write_text(f"{pathlib.Path.cwd()}\n", encoding=encoding)
END
    made_from "$2" >"$1/made-from"
}

made_from() {
    pwd
    cat packaging/run.sh packaging/requirements-build.lock "$1"
}

set_up() {
    prepare_system missing_packages
    make_environment .venv packaging/requirements.lock
}

cd "$(dirname "$0")/.."
if on_linux && [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
fi
verb=${1:-}
[ $# -eq 0 ] || shift

case "$verb" in
    demo)
        set_up
        if has_display; then
            exec "$python" -m viewer --demo "$@"
        fi
        say "There is no display: the demo does the same job without a window and puts a picture of every pane in demo-pictures."
        QT_QPA_PLATFORM=offscreen exec "$python" -m viewer --demo --screenshots demo-pictures "$@"
        ;;
    test)
        set_up
        case " $* " in
            *no:xdist*) ;;
            *) set -- -n auto --maxprocesses 8 "$@" ;;
        esac
        QT_QPA_PLATFORM=offscreen exec "$python" -m pytest "$@"
        ;;
    lint)
        set_up
        status=0
        "$python" -m ruff format --check . || status=1
        "$python" -m ruff check . || status=1
        "$python" -m mypy --strict || status=1
        exit $status
        ;;
    bench)
        set_up
        exec "$python" -m tests.benchmarks "$@"
        ;;
    endure)
        set_up
        QT_QPA_PLATFORM=offscreen exec "$python" -m pytest -p no:xdist --timeout 3600 tests/endure "$@"
        ;;
    bundle)
        prepare_system missing_packages
        prepare_system missing_bundle_packages
        make_environment build/bundle-environment packaging/requirements-bundle.lock
        "$python" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller \
            packaging/pyinstaller/job-results-viewer.spec
        say "dist/job-results-viewer is $(du -sh dist/job-results-viewer | cut -f 1) in size."
        ;;
    *)
        usage >&2
        exit 2
        ;;
esac
