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

# Sets large_pages to the flag for memory in large pages where this system gives them out on request:
# a short run spends a twentieth of its time on asking for small ones, one by one.
find_large_pages() {
  local modes=
  large_pages=
  { read -r modes </sys/kernel/mm/transparent_hugepage/enabled; } 2>/dev/null || return 0
  case $modes in
    *'[always]'* | *'[madvise]'*) large_pages=-XX:+UseTransparentHugePages ;;
  esac
}

# Makes the start-up cache $4 of the jar in folder $3 with the Java in folder $2 and the flags in file
# $1. Java learns what to keep from runs of the experiment sugar on a circuit of four neurons: as a
# folder, and in place of the built-in brain. Where the cache cannot be made, an empty file takes its
# place, which Java passes over: each start takes longer then.
train_startup() {
  local work run sugar='run sugar --missing skip --n-run 1'
  mkdir -p "$(dirname "$4")" 2>/dev/null && work=$(mktemp -d "$4.XXXXXX" 2>/dev/null) || return 0
  trap 'rm -rf "$work"; exit 130' INT
  trap 'rm -rf "$work"; exit 143' TERM HUP
  echo "flybrain: preparing the start-up cache; this takes some seconds, once" >&2
  cat >"$work/circuit.csv" <<'CSV'
pre,post,weight
720575940624963786,720575940660219265,400
720575940630233916,720575940660219265,400
720575940660219265,720575940618238523,400
720575940618238523,720575940660219265,-40
CSV
  run=("$2/bin/java" "@$1" -cp "$3/flybrain.jar")
  (
    # The connectome has to be ready, and the spike files there to be replaced, before Java learns.
    cd "$work" &&
      export FLYBRAIN_CACHE=cache FLYBRAIN_DATA=data &&
      "${run[@]}" flybrain.cli.Main data import circuit.csv circuit &&
      "${run[@]}" flybrain.cli.CommandLines "$sugar --connectome circuit" &&
      cp cache/*.connectome cache/synthetic-1-1.connectome &&
      "${run[@]}" flybrain.cli.CommandLines "$sugar --out built-in.parquet" &&
      "${run[@]}" -XX:AOTCacheOutput=flybrain.aot flybrain.cli.CommandLines \
        "$sugar --connectome circuit" "$sugar --out built-in.parquet"
  ) >/dev/null 2>&1 </dev/null || : >"$work/flybrain.aot"
  mv -f "$work/flybrain.aot" "$4"
  rm -rf "$work"
  trap - INT TERM HUP
}
