#!/usr/bin/env bash
# Java: the start-up cache (AOT cache) keeps lambdas, but not how records are compared.
#
# Expected: what a training run did is in the cache with all that it needs, so a start that uses the cache makes no
# class for it, be it a lambda or the `equals` of a record.
# Seen with Temurin 25.0.3: lambdas and joined strings need no class made at run time. The first `equals` or
# `hashCode` of a record makes ten or seven, and takes 10 ms and more; a switch over types makes one for each switch.
# Why it matters: a short command compares a few records, and pays for the first one in each start.
#
# Needs JDK 25.0.3 in JAVA_HOME.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java=${JAVA_HOME:?must be the folder of a JDK 25.0.3}/bin
"$java/java" -XshowSettings:properties -version 2>&1 | grep -E '^ +java.(version|vendor) ='

cat >"$work/First.java" <<'JAVA'
public class First {
  record Pair(double x, double y) {}

  sealed interface Shape permits Circle, Square {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  static int size(Shape shape) {
    return switch (shape) {
      case Circle circle -> circle.radius();
      case Square square -> square.side();
    };
  }

  static Object first(String what, int number) {
    return switch (what) {
      case "lambda" -> ((java.util.function.IntUnaryOperator) i -> i + number).applyAsInt(1);
      case "string" -> "a" + number + what;
      case "equals" -> new Pair(1, number).equals(new Pair(1, 1));
      case "hashCode" -> new Pair(1, number).hashCode() != 0;
      default -> size(new Circle(number));
    };
  }

  public static void main(String[] whats) {
    for (String what : whats) {
      long start = System.nanoTime();
      Object result = first(what, whats.length);
      System.err.println(what + ": " + result + " after " + (System.nanoTime() - start) / 1000 + " us");
    }
  }
}
JAVA
cd "$work"
"$java/javac" -d classes First.java
"$java/jar" --create --file first.jar -C classes .
"$java/java" -XX:AOTCacheOutput=first.aot -cp first.jar First lambda string equals hashCode switch >log 2>&1 || {
  cat log
  exit 1
}

for what in lambda string equals hashCode switch; do
  "$java/java" -XX:AOTCache=first.aot -Xlog:class+load:file=loaded -cp first.jar First "$what"
  made=$(grep -vc 'source: .*shared objects file' loaded || true)
  echo "$what: $made classes made at run time"
done >seen
cat seen

cat >expected <<'TEXT'
lambda: 0 classes made at run time
string: 0 classes made at run time
equals: 10 classes made at run time
hashCode: 7 classes made at run time
switch: 1 classes made at run time
TEXT
diff expected seen && echo "as seen before"
