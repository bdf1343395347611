#!/usr/bin/env bash
# Makes a release of what was built in folder $1, and checks what is in it and that it starts.
set -eu
root=$(CDPATH='' cd -P -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/target/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "check-release: $1" >&2
  exit 1
}

"$root/scripts/release" "$1" >/dev/null
(cd "$out" && sha256sum --quiet -c SHA256SUMS) || fail "$out/SHA256SUMS: wrong checksums"
for archive in "$out"/*.tar.gz; do
  tar -tzf "$archive" | sed 's|^[^/]*/||' >"$work/list"
  for file in bin/flybrain bin/flybrain.cmd lib/flybrain.jar lib/java.flags lib/jdk25.sh \
    lib/startup.sh README.md CHANGELOG.md CITATION.cff LICENSE; do
    grep -qx "$file" "$work/list" || fail "$archive: lacks $file"
  done
  [ "$(grep -c '^lib/lib/.*\.jar$' "$work/list")" = "$(find "$1/lib" -name '*.jar' | wc -l)" ] ||
    fail "$archive: its libraries differ from $1/lib"
  ! grep -E '\.aot$|\.log$' "$work/list" || fail "$archive: holds what only this machine can use"
done

tar -xzf "$(find "$out" -name 'flybrain-*-*.tar.gz')" -C "$work"
home=$(find "$work" -mindepth 1 -maxdepth 1 -name 'flybrain-*')
# An empty start-up cache: to make one is not what is checked.
: >"$home/lib/flybrain-own.aot"
ln -s "$home/bin/flybrain" "$work/link"
said=$(cd / && env -i HOME="$work" PATH=/usr/bin:/bin FLYBRAIN_TMP="$work" "$work/link" --version)
[ "$said" = "$(basename "$home" | tr - ' ')" ] || fail "the launcher says '$said'"
env -i HOME="$work" PATH=/usr/bin:/bin FLYBRAIN_TMP="$work" "$home/bin/flybrain" backends | grep -q nest ||
  fail "the release does not know its backends"
echo "Release: $(find "$out" -name '*.tar.gz' | wc -l) archives, complete, start"
