#!/usr/bin/env bash
# The main job on the sample pages and messages. Takes the frontdesk command to run.
set -euo pipefail
cd "$(dirname "$0")"
frontdesk=$(cd .. && realpath "${1:-.venv/bin/frontdesk}")

show() {
    printf '\n$ frontdesk'
    printf ' %q' "$@"
    printf '\n\n'
}
