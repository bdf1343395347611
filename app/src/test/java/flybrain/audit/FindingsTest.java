package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingsTest {
  private final Findings findings = new Findings();

  /// A file that is missing in the manifest and in the table of results is one finding.
  @Test
  void sameFindingOfTwoTables_countsOnce() {
    findings.error("b", "missing file", "x", "y", "z");
    findings.error("a", "missing file", "x", "y", "z");
    findings.error("b", "missing file", "x", "y", "z");
    findings.warning("b", "missing file", "x", "y", "z");
    assertThat(findings.all())
        .as("in the order in which they were found")
        .extracting(Finding::file)
        .containsExactly("b", "a", "b");
  }

  @Test
  void notes_areNoFindings() {
    findings.note("skipped");
    assertThat(findings.all()).isEmpty();
    assertThat(findings.notes()).containsExactly("skipped");
  }
}
