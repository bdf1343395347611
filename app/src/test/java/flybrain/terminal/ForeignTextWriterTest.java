package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ForeignTextWriterTest {
  @Test
  void everyWayToWrite_showsWhatATerminalWouldObey() {
    StringWriter text = new StringWriter();
    ForeignTextWriter writer = new ForeignTextWriter(new PrintWriter(text));
    writer.print("a\u001b[2J\tb\n");
    writer.print('\u0007');
    writer.append("x\u009by", 1, 2).printf("%s", "\u001b");
    writer.print(new char[] {'\u001b', 'c'});
    writer.styled("\u001b[31mours\u001b[0m");
    writer.flush();
    assertThat(text.toString().replace("\r", ""))
        .isEqualTo("a\\u001b[2J\tb\n\\u0007\\u009b\\u001b\\u001bc\u001b[31mours\u001b[0m\n");
  }
}
