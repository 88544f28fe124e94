#!/bin/sh
# Pages have one heading and no tabs.
set -eu
bad=0
for page in pages/*.html; do
    headings=$(grep -c '<h1>' "$page" || true)
    if [ "$headings" -ne 1 ]; then
        echo "$page: $headings headings" >&2
        bad=1
    fi
    if grep -q "$(printf '\t')" "$page"; then
        echo "$page: has tabs" >&2
        bad=1
    fi
done
[ $bad -eq 0 ] && echo "all pages are tidy"
exit $bad
