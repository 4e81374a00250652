#!/usr/bin/env bash
# Reviews a request: annotations in the log, the whole review in the step's summary, SARIF if a file is named.
# Everything comes from the environment: MODEL, AGAINST, BASE (the base branch), SARIF, GITHUB_STEP_SUMMARY.
set -euo pipefail
against="${AGAINST:-}"
if [ -z "$against" ] && [ -n "${BASE:-}" ]; then
  against="origin/$BASE"
fi
model="${MODEL:-.}"
if [ -z "$against" ]; then
  exec opmodel check "--format=github" ${GITHUB_STEP_SUMMARY:+"--format=markdown=$GITHUB_STEP_SUMMARY"} -- "$model"
fi
if [ -n "${SARIF:-}" ]; then
  opmodel check "--against=$against" "--format=sarif=$SARIF" --quiet -- "$model" || [ "$?" -eq 1 ]
fi
exec opmodel review "--against=$against" "--format=github" \
  ${GITHUB_STEP_SUMMARY:+"--format=markdown=$GITHUB_STEP_SUMMARY"} -- "$model"
