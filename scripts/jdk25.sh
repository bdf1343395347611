# shellcheck shell=bash
# Sourced: finds the JDK that flybrain is built and run with.

# Prints the version (such as 25.0.3) of the JDK in folder $1, or nothing when there is none; with a
# second argument a Java without a compiler will do.
jdk_version() {
  local line
  [ -x "$1/bin/java" ] && { [ -n "${2:-}" ] || [ -x "$1/bin/javac" ]; } && [ -r "$1/release" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        line=${line//[\"$'\r']/}
        printf '%s' "$line"
        return 0
        ;;
    esac
  done <"$1/release"
}

# Prints the home of the java command on the PATH, or nothing.
jdk_on_path() {
  local java link
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=${java%/*}/$link ;;
    esac
  done
  java=${java%/*}
  printf '%s' "${java%/*}"
}

# Sets JDK25 to the home of a JDK 25 and JDK25_VERSION to its version; where there is none, says what
# was looked at and fails. Where no_compiler is set, as nothing is compiled in a release, the Java that
# FLYBRAIN_JAVA_HOME names need not have one.
find_jdk25() {
  local home looked=
  if [ -n "${FLYBRAIN_JAVA_HOME:-}" ]; then
    is_jdk25 "$FLYBRAIN_JAVA_HOME" "${no_compiler:-}" && return 0
    echo "flybrain: FLYBRAIN_JAVA_HOME=$FLYBRAIN_JAVA_HOME: contains no JDK 25; set it to the folder of one, or unset it" >&2
    return 1
  fi
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.asdf/installs/java/* "${HOME:-}"/.local/share/mise/installs/java/* \
    "${CONDA_PREFIX:-}"/lib/jvm \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$home" ] || continue
    is_jdk25 "$home" && return 0
    looked="$looked
  $home: ${JDK25_VERSION:-no JDK}"
  done
  JDK25=
  {
    echo "flybrain: needs a JDK 25 and found none. Looked at FLYBRAIN_JAVA_HOME, JAVA_HOME, java on"
    echo "the PATH and the folders where JDKs are installed:${looked:-
  nothing there}"
    echo "Install a JDK 25 (such as Temurin 25), or set FLYBRAIN_JAVA_HOME to the folder of one."
  } >&2
  return 1
}

is_jdk25() {
  # shellcheck disable=SC2034  # for the script that sources this one
  JDK25=$1
  JDK25_VERSION=$(jdk_version "$1" "${2:-}")
  case $JDK25_VERSION in
    25 | 25[.+-]*) ;;
    *) return 1 ;;
  esac
}
