#!/bin/sh
# Builds "dist/Job Results Viewer.app" and a disk image of it. Untried, see README.md beside it.
set -eu
cd "$(dirname "$0")/../.."
sh packaging/run.sh bundle
codesign --force --deep --sign - "dist/Job Results Viewer.app"
hdiutil create -volname "Job Results Viewer" -srcfolder "dist/Job Results Viewer.app" -ov -format UDZO dist/job-results-viewer.dmg
