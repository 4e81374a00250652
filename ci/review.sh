#!/usr/bin/env bash
# Reviews a request: annotations in the log, the whole review in the step's summary, SARIF if a file is named.
# Everything comes from the environment: MODEL, AGAINST, BASE (the base branch), SARIF, GITHUB_STEP_SUMMARY.
# The exit code is the larger of the two: a file that could not be read (3) counts more than a finding (1).
set -euo pipefail
model="${MODEL:-.}"
against="${AGAINST:-${BASE:+origin/$BASE}}"
sarif=0 said=0
if [ -n "${SARIF:-}" ]; then
  opmodel check ${against:+"--against=$against"} "--format=sarif=$SARIF" --quiet -- "$model" || sarif=$?
fi
if [ -n "$against" ]; then
  opmodel review "--against=$against" "--format=github" \
    ${GITHUB_STEP_SUMMARY:+"--format=markdown=$GITHUB_STEP_SUMMARY"} -- "$model" || said=$?
else
  opmodel check "--format=github" ${GITHUB_STEP_SUMMARY:+"--format=markdown=$GITHUB_STEP_SUMMARY"} -- "$model" || said=$?
fi
exit "$((sarif > said ? sarif : said))"
