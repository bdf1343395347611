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
# shellcheck disable=SC2034  # read by the launchers
find_large_pages() {
  local modes=
  large_pages=
  { read -r modes </sys/kernel/mm/transparent_hugepage/enabled; } 2>/dev/null || return 0
  case $modes in
    *'[always]'* | *'[madvise]'*) large_pages=-XX:+UseTransparentHugePages ;;
  esac
}

# Makes the start-up cache $4 of the jar in folder $3 with the Java in folder $2 and the flags in file
# $1. Java learns what to keep from runs of the experiment sugar on a small circuit: as a folder, and
# in place of the built-in brain. Where the cache cannot be made, an empty file takes its place, which
# Java passes over: each start takes longer then.
train_startup() {
  local work run sugar='run sugar --missing skip --n-run 1'
  mkdir -p "$(dirname "$4")" 2>/dev/null && work=$(mktemp -d "$4.XXXXXX" 2>/dev/null) || return 0
  trap 'rm -rf "$work"; exit 130' INT
  trap 'rm -rf "$work"; exit 143' TERM HUP
  echo "flybrain: preparing the start-up cache; this takes some seconds, once" >&2
  run=("$2/bin/java" "@$1" -cp "$3/flybrain.jar")
  (
    # The connectome has to be ready, and the spike files there to be replaced, before Java learns.
    cd "$work" &&
      export FLYBRAIN_CACHE=cache FLYBRAIN_DATA=data &&
      print_circuit >circuit.csv &&
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

# Prints a circuit about as busy with sugar as the whole brain, so that Java learns which methods a
# run is busy with, too: two sugar neurons drive 200 others, and these the neurons that are read out.
print_circuit() {
  local neuron step
  echo pre,post,weight
  for ((neuron = 1; neuron <= 200; neuron++)); do
    echo "720575940624963786,$neuron,60"
    echo "720575940630233916,$neuron,60"
    for step in 1 3 7 12 20; do
      echo "$neuron,$(((neuron + step - 1) % 200 + 1)),8"
    done
    echo "$neuron,720575940660219265,10"
  done
  echo 720575940660219265,720575940618238523,400
  echo 720575940618238523,720575940660219265,-40
}
