# shellcheck shell=bash
# Sourced: the start-up cache, which holds Java's classes as they are in memory after a start.

# Prints where the start-up cache of the jar in folder $1 for Java $2 is kept: beside the jar, or with
# the user's other caches where nobody but root can write there.
startup_cache() {
  local folder sum
  if [ -w "$1" ] || [ -e "$1/flybrain-$2.aot" ]; then
    printf '%s' "$1/flybrain-$2.aot"
    return 0
  fi
  if [ "$(uname -s)" = Darwin ]; then
    folder=${HOME:-}/Library/Caches/flybrain
  else
    folder=${XDG_CACHE_HOME:-${HOME:-}/.cache}/flybrain
  fi
  # Of one jar at one place: another release, or one that was moved, must not find it.
  sum=$({ echo "$1" && cat "$1/flybrain.jar"; } | cksum)
  printf '%s' "${FLYBRAIN_CACHE:-$folder}/start-$2-${sum// /-}.aot"
}

# Makes the start-up cache $4 of the jar in folder $3 with the Java in folder $2 and the flags in file
# $1. What it holds is learned from the second of two short runs: the first one may have to make the
# brain ready. Where it cannot be made, an empty file stands for it, which Java passes over: each
# start takes longer then.
train_startup() {
  local work run
  mkdir -p "$(dirname "$4")" 2>/dev/null && work=$(mktemp -d "$4.XXXXXX" 2>/dev/null) || return 0
  trap 'rm -rf "$work"; exit 130' INT
  trap 'rm -rf "$work"; exit 143' TERM HUP
  echo "flybrain: preparing quick starts; this takes some seconds, once" >&2
  run=(-jar "$3/flybrain.jar" run sugar --n-run 1 --out spikes.parquet)
  (
    cd "$work" &&
      "$2/bin/java" "@$1" "${run[@]}" &&
      "$2/bin/java" "@$1" -XX:AOTCacheOutput=flybrain.aot "${run[@]}"
  ) >/dev/null 2>&1 </dev/null || : >"$work/flybrain.aot"
  mv -f "$work/flybrain.aot" "$4"
  rm -rf "$work"
  trap - INT TERM HUP
}
