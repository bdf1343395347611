package flybrain.audit;

import java.util.List;

/// Findings about recorded results.
///
/// @param findings in the order in which they were found
/// @param notes notes for the reader that are not faults, one line each
/// @param files number of spike files
/// @param spikes number of spikes in them
public record Audit(List<Finding> findings, List<String> notes, int files, long spikes) {
  public Audit {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }
}
