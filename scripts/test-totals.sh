# shellcheck shell=bash
# Sourced: sums up what Surefire ran.

# Prints Surefire's closing line over all modules below folder $1; fails when nothing ran, when
# something failed, and when something was skipped.
test_totals() {
  cat "$1"/*/target/surefire-reports/TEST-*.xml 2>/dev/null | awk '
    function number(name) {
      return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
    }
    BEGIN { RS = ">" }
    /<testsuite[ \n]/ {
      tests += number("tests")
      failures += number("failures")
      errors += number("errors")
      skipped += number("skipped")
    }
    END {
      printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", tests, failures, errors, skipped
      exit !(tests > 0 && failures + errors + skipped == 0)
    }'
}
