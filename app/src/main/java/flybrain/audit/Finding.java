package flybrain.audit;

/// Something in recorded results that should not be.
///
/// @param severity how sure it is that something is wrong
/// @param file relative to the folder that is checked
/// @param what which rule is broken
/// @param value what was found
/// @param expected what was allowed
/// @param meaning what it likely comes from
public record Finding(
    Severity severity, String file, String what, String value, String expected, String meaning) {
  /// How sure it is that something is wrong.
  public enum Severity {
    /// The results cannot be right.
    ERROR,
    /// They may be right; a person has to look.
    WARNING
  }
}
