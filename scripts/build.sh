# shellcheck shell=bash
# Sourced: builds flybrain into a folder of its own, app/target/home.*, whose name app/target/home
# holds. A run that goes on while a new build is made keeps the jars that it started with.

# Succeeds when flybrain in folder $1 was never built, or changed since.
build_needed() {
  local stamp=$1/app/target/home
  [ -r "$stamp" ] || return 0
  [ -n "$(find "$1/pom.xml" "$1/core/pom.xml" "$1/core/src/main" "$1/app/pom.xml" \
    "$1/app/src/main" "$1/backends" "$1/scripts/java.flags" "$1/scripts/CurrentClasses.java" \
    -newer "$stamp" 2>/dev/null)" ]
}

# Prints the folder that holds the last build.
built_home() {
  local name
  read -r name <"$1/app/target/home"
  printf '%s' "$1/app/target/$name"
}

# Builds flybrain in folder $1 with the JDK $2; of several starts at once, one builds.
build() {
  local status=0
  if ! command -v mvn >/dev/null; then
    echo "flybrain: needs Maven (3.8.7 or newer) to be built; mvn is not on the PATH" >&2
    return 1
  fi
  if ! mkdir -p "$1/app/target" || [ ! -w "$1/app/target" ]; then
    echo "flybrain: cannot write to $1/app/target, where it is built" >&2
    return 1
  fi
  build_pid=
  build_lock=$1/app/target/build.lock
  take_build_lock
  trap 'release_build_lock' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  if build_needed "$1"; then
    build_locked "$1" "$2" || status=1
  fi
  release_build_lock
  trap - EXIT INT TERM HUP
  return $status
}

# Waits until the lock, a link to `host:process`, is ours.
take_build_lock() {
  local owner announced=
  until ln -s "$(uname -n):$$" "$build_lock" 2>/dev/null; do
    owner=$(readlink "$build_lock") || continue
    if [ "${owner%:*}" = "$(uname -n)" ] && ! kill -0 "${owner##*:}" 2>/dev/null; then
      rm -f "$build_lock"
      continue
    fi
    if [ -z "$announced" ]; then
      echo "flybrain: waiting for process ${owner##*:}, which is building it (lock: $build_lock)" >&2
      announced=yes
    fi
    sleep 1
  done
}

# Ends Maven where it still runs: it ignores a Ctrl-C, as every background process of a script does.
release_build_lock() {
  [ -z "$build_pid" ] || kill "$build_pid" 2>/dev/null || true
  rm -f "$build_lock"
}

build_locked() {
  local root=$1 jdk=$2 target=$1/app/target log=$1/app/target/build.log home last old
  # The stamp is as old as the start of the build: a source saved meanwhile is newer.
  rm -rf "${target:?}/lib" && : >"$target/home.new" || return 1
  (
    cd "$root" || exit 1
    export JAVA_HOME=$jdk
    exec mvn -B -pl app -am package \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true
  ) >"$log" 2>&1 &
  build_pid=$!
  watch_build "$log" || {
    echo "flybrain: the build failed (log: $log) with these errors:" >&2
    grep '^\[ERROR\]' "$log" | head -n 5 >&2
    return 1
  }
  build_pid=
  home=$(mktemp -d "$target/home.XXXXXX") &&
    chmod 755 "$home" &&
    cp -R "$target/flybrain.jar" "$target/lib" "$home" &&
    current_classes "$root" "$jdk" "$home/lib" || return 1
  # The jar for Spark knows flybrain only by two entry points, so one built before will do.
  [ ! -e "$root/spark/target/flybrain-spark.jar" ] ||
    cp "$root/spark/target/flybrain-spark.jar" "$home" || return 1
  last=$(cat "$target/home" 2>/dev/null)
  for old in "$target"/home.??????; do
    [ "$old" = "$home" ] || [ "$old" = "$target/$last" ] || rm -rf "$old"
  done
  touch -r "$target/home.new" "$home/started" &&
    echo "${home##*/}" >"$target/home.new" &&
    touch -r "$home/started" "$target/home.new" &&
    mv -f "$target/home.new" "$target/home"
}

# Rewrites in folder $3 the jars whose classes the start-up cache cannot hold unchanged.
current_classes() {
  local jar
  for jar in "$3"/picocli-*.jar; do
    "$2/bin/java" -cp "$jar" "$1/scripts/CurrentClasses.java" "$jar" || return 1
  done
}

# Shows how far Maven is, which writes the log $1; returns its exit code.
watch_build() {
  local seconds=0 step
  echo "flybrain: building; the first build also fetches libraries, which can take minutes" >&2
  while kill -0 "$build_pid" 2>/dev/null; do
    sleep 1
    seconds=$((seconds + 1))
    step=$(sed -n 's/^\[INFO\] Building \(flybrain [a-z]*\) .*/\1/p' "$1" | tail -n 1)
    step="${step:-flybrain}, $(grep -c '^\[INFO\] Downloaded from' "$1") files fetched, $seconds s"
    if [ -t 2 ]; then
      printf '\r\033[K  %s' "$step" >&2
    elif [ $((seconds % 15)) = 0 ]; then
      echo "  $step" >&2
    fi
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
  wait "$build_pid"
}
