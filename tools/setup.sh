#!/bin/sh
# Make .venv and install Coverset into it: tools/setup.sh requirements.txt|requirements-dev.txt
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-requirements.txt}

python=""
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Coverset needs Python 3.11 or newer and found none. Install one, or name it: PYTHON=/path/to/python3 make ..." >&2
    exit 1
fi

stamp=".venv/.installed-$(cat "$wanted" pyproject.toml setup.py src/coverset/solve/kernel/* | cksum | cut -d' ' -f1)-$(basename "$wanted" .txt)"
[ -f "$stamp" ] && exit 0

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "This Python cannot make virtual environments (its venv module is missing)." >&2
    echo "On Debian and Ubuntu:  sudo apt-get install python$version-venv     then run the same command again." >&2
    exit 1
fi
echo "Setting up .venv with $("$python" --version) ..." >&2
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$wanted"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
.venv/bin/coverset --version >&2
rm -f .venv/.installed-*-"$(basename "$wanted" .txt)"
touch "$stamp"
