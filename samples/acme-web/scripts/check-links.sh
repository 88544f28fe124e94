#!/bin/sh
# Every link between pages must have a page at its end.
set -eu
broken=0
for page in pages/*.html; do
    for target in $(grep -o 'href="[^"]*"' "$page" | sed 's/href="//; s/"$//'); do
        if [ -f "pages/$target" ]; then
            echo "ok: $page -> $target"
        else
            echo "broken: $page -> $target" >&2
            broken=1
        fi
    done
done
exit $broken
