#!/bin/sh
# Translations in any CI. Call it in the checkout, with translation-sync on PATH:
#
#     sh ci.sh          looks at all translations
#     sh ci.sh main     tells what HEAD makes stale, compared with where it left the branch main
#
# The exit code is translation-sync's: 0 clean, 1 findings, 2 a call or configuration that makes no
# sense, 3 a failure. Reports for other tools are in the folder `reports`.
set -eu

# A shallow or partial clone gets what is needed of the history, and no more.
export TRANSLATION_SYNC_FETCH=1

# Code 3: that a server cannot be reached says nothing about translations.
fetch() {
    git fetch --quiet --no-tags "$@" || exit 3
}

branch=${1:-}
set -- check
if [ -n "$branch" ]; then
    fetch origin "$branch"
    base=$(git rev-parse FETCH_HEAD)
    if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
        git merge-base HEAD "$base" >/dev/null ||
            fetch --unshallow --filter=blob:none origin "$branch" "$(git rev-parse HEAD)"
    fi
    set -- "$@" --changed-from "$base"
fi

mkdir -p reports
code=0
translation-sync "$@" \
    --format text \
    --format junit --output reports/translations.xml \
    --format sarif --output reports/translations.sarif || code=$?

if [ "$code" -gt 1 ]; then
    echo "The translations could not be checked (exit code $code)." >&2
fi
exit "$code"
