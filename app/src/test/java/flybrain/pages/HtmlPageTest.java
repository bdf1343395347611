package flybrain.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlPageTest {
  @Test
  void text_isEscapedEverywhere() {
    String bad = "<script>&\"'";
    String page =
        new HtmlPage(bad, bad)
            .section(bad)
            .paragraph(bad)
            .table(bad, List.of(bad), List.of(List.of(bad)))
            .picture("<svg/>", bad, bad)
            .text();
    assertThat(page).doesNotContain("<script>").contains("&lt;script&gt;&amp;");
  }

  @Test
  void columnsOfNumbers_standToTheRight() {
    String page =
        new HtmlPage("title", "")
            .table(
                "",
                List.of("framework", "sim", "ratio", "note"),
                List.of(
                    List.of("event", "0.015", "64.1×", "3"),
                    List.of("nest", "", "−1.5e-3", "failed")))
            .text();
    assertThat(page)
        .contains("<td class=\"text\">event</td>")
        .contains("<td class=\"number\">0.015</td><td class=\"number\">64.1×</td>")
        .contains("<td class=\"text\">3</td>")
        .doesNotContain("<caption>");
  }

  @Test
  void page_asksForNothingFromElsewhere() {
    String page =
        new HtmlPage("title", "from a test").picture("<svg/>", "empty", "An empty picture.").text();
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("src=\"data:image/svg+xml;base64,PHN2Zy8+\"")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("http:", "https:", "<link", "url(");
  }
}
