package flybrain.terminal;

import flybrain.ForeignText;
import java.io.PrintWriter;

/// A writer to a terminal that shows what the terminal would obey: names in files, arguments and
/// messages of workers may have anything in them.
public final class ForeignTextWriter extends PrintWriter {
  private final PrintWriter terminal;

  public ForeignTextWriter(PrintWriter terminal) {
    super(terminal);
    this.terminal = terminal;
  }

  @Override
  public void write(int c) {
    write(String.valueOf((char) c));
  }

  @Override
  public void write(char[] text, int offset, int length) {
    write(new String(text, offset, length));
  }

  @Override
  public void write(String text) {
    String shown = ForeignText.lines(text);
    super.write(shown, 0, shown.length());
  }

  @Override
  public void write(String text, int offset, int length) {
    write(text.substring(offset, offset + length));
  }

  /// Writes a line with colours of our own, in which foreign text has been made fit to be shown.
  public void styled(String line) {
    terminal.println(line);
  }
}
