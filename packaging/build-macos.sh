#!/bin/sh
# Builds, checks and packs the program on a Mac. Needs Python 3.11 or newer from python.org. Run in a
# fresh checkout: packaging/build-macos.sh. IDENTITY names the certificate to sign with, where there is one.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
[ -x "$python" ] || python3 -m venv .venv
"$python" -m pip install --quiet --require-hashes --requirement .ci/locked-tools.txt

# The same sources give the same bytes: neither the clock nor the order of a set may show.
PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export PYTHONHASHSEED SOURCE_DATE_EPOCH
"$python" -m PyInstaller --noconfirm --log-level ERROR build.spec
"$python" packaging/check.py

version=$("$python" -c "import outreach_app; print(outreach_app.VERSION)")
if [ -n "${IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --sign "$IDENTITY" dist/Casebook.app
fi
hdiutil create -quiet -ov -volname Casebook -srcfolder dist/Casebook.app "dist/casebook-$version.dmg"
echo "Built: dist/casebook-$version.dmg"
