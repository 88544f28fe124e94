#!/bin/sh
# No built page may be larger than 10 kB.
set -eu
sh scripts/build.sh build/size > /dev/null
for page in build/size/*.html; do
    bytes=$(wc -c < "$page")
    echo "$(basename "$page"): $bytes bytes"
    [ "$bytes" -le 10240 ]
done
