#!/usr/bin/env bash
# Builds, pushes and describes a release; --help says how.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in node npm git; do
  command -v "$tool" >/dev/null || { echo "release_images: $tool is not installed" >&2; exit 1; }
done
[ -d node_modules ] || npm ci --silent >&2
npm run --silent build >&2
exec node --enable-source-maps dist/scripts/release-images.js "$@"
