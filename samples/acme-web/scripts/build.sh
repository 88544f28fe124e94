#!/bin/sh
# Puts the header and the footer around every page.
set -eu
out=${1:-dist}
mkdir -p "$out"
for page in pages/*.html; do
    name=$(basename "$page")
    cat partials/header.html "$page" partials/footer.html > "$out/$name"
done
echo "built $(ls "$out" | wc -l) pages into $out"
