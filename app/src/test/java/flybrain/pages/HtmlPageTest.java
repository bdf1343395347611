package flybrain.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void longNames_mayBeBrokenAtTheirUnderscores() {
    String page =
        new HtmlPage("title", "")
            .table("", List.of("median_pct_diff", "plain"), List.of(List.of("1", "2")))
            .text();
    assertThat(page).contains(">median_<wbr>pct_<wbr>diff</th>").contains(">plain</th>");
  }

  @Test
  void indentedLines_areLeftOutOfParagraphsAndKeptInLines() {
    String text = "one\n  a table\n\ntwo <b>\n";
    String page = new HtmlPage("title", "").paragraphs(text).text();
    assertThat(page).contains("<p>one</p><p>two &lt;b&gt;</p>").doesNotContain("a table");
    assertThat(new HtmlPage("title", "").lines(text).text())
        .contains("<pre>one\n  a table\n\ntwo &lt;b&gt;\n</pre>");
  }

  @Test
  void tableWithoutRows_hasItsHeader() {
    String page = new HtmlPage("title", "").table("None", List.of("a", "b"), List.of()).text();
    assertThat(page)
        .contains("<caption>None</caption>")
        .contains(">a</th>", ">b</th>", "<tbody></tbody>");
  }

  @ParameterizedTest
  @CsvSource({
    "1, number", "-1.5, number", "1e-05, number", "1.2E+3, number", "'1,000', number",
        "3 %, number",
    "2.5×, number", "'', number", "–, number", "-, number", "1 of 2, text", "v783, text",
    "NaN, text"
  })
  void cellsOfNumbers_areToTheRight(String cell, String side) {
    String page = new HtmlPage("title", "").table("", List.of("c"), List.of(List.of(cell))).text();
    assertThat(page).contains("<td class=\"" + side + "\">" + cell + "</td>");
  }

  @Test
  void page_isWrittenAsItsText(@TempDir Path folder) throws IOException {
    HtmlPage page = new HtmlPage("Größe", "").section("é").paragraph("µ");
    Path file = folder.resolve("page.html");
    page.write(file);
    assertThat(file).hasContent(page.text());
    assertThat(page.text()).contains("<title>Größe</title>", "<h2>é</h2>", "lang=\"en\"");
  }
}
