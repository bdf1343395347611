package flybrain.pages;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.img;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import flybrain.files.AtomicFile;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.TableTag;
import j2html.tags.specialized.TbodyTag;
import j2html.tags.specialized.TrTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// An HTML page that is one file: its look and its pictures are inside, and it asks for nothing
/// from elsewhere.
///
/// All text is escaped. Tables and pictures wider than the window scroll on their own.
public final class HtmlPage {
  /// Right-aligned cells: a number with its sign, unit or error, or nothing.
  private static final Pattern NUMBER =
      Pattern.compile("[-+−]?[\\d.,]+([eE][-+]?\\d+)?( ?[%×x])?|[-–]?");

  private final String title;
  private final List<DomContent> content = new ArrayList<>();

  /// @param subtitle where what is shown comes from, empty for none
  public HtmlPage(String title, String subtitle) {
    this.title = title;
    content.add(h1(title));
    if (!subtitle.isEmpty()) {
      content.add(p(subtitle).withClass("subtitle"));
    }
  }

  /// Begins a section.
  public HtmlPage section(String heading) {
    content.add(h2(heading));
    return this;
  }

  /// Adds a paragraph.
  public HtmlPage paragraph(String text) {
    content.add(p(text));
    return this;
  }

  /// Adds each line of a text as a paragraph; indented ones, which say what a table has too, are
  /// left out.
  public HtmlPage paragraphs(String text) {
    text.lines().filter(line -> !line.isBlank() && !line.startsWith(" ")).forEach(this::paragraph);
    return this;
  }

  /// Adds lines unchanged, with their indentation.
  public HtmlPage lines(String text) {
    content.add(div(pre(text)).withClass("wide"));
    return this;
  }

  /// Adds a table; columns of numbers are aligned to the right.
  ///
  /// @param name what the table shows, empty for none
  /// @param rows cells as they are to be read, one for each column
  public HtmlPage table(String name, List<String> columns, List<List<String>> rows) {
    List<String> sides = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      boolean numbers = rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
      sides.add(numbers ? "number" : "text");
    }
    TableTag table = TagCreator.table();
    if (!name.isEmpty()) {
      table.with(caption(name));
    }
    TrTag header = tr();
    for (int c = 0; c < columns.size(); c++) {
      header.with(th(breakable(columns.get(c))).withClass(sides.get(c)).attr("scope", "col"));
    }
    TbodyTag body = tbody();
    for (List<String> row : rows) {
      TrTag line = tr();
      for (int c = 0; c < columns.size(); c++) {
        line.with(td(row.get(c)).withClass(sides.get(c)));
      }
      body.with(line);
    }
    content.add(div(table.with(thead(header), body)).withClass("wide"));
    return this;
  }

  /// A name that may be broken after each `_`, so it makes no column wider than its cells.
  private static DomContent[] breakable(String name) {
    List<DomContent> parts = new ArrayList<>();
    for (String part : name.split("(?<=_)", -1)) {
      parts.add(TagCreator.text(part));
      parts.add(TagCreator.wbr());
    }
    parts.removeLast();
    return parts.toArray(DomContent[]::new);
  }

  /// Adds a picture with a line below it.
  ///
  /// @param svg text of an SVG file
  /// @param description what a reader who cannot see it needs to know
  public HtmlPage picture(String svg, String description, String caption) {
    // Not as elements of the page: the ids of two SVG pictures would be mixed up.
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    content.add(
        figure(
            div(img().withSrc("data:image/svg+xml;base64," + data).withAlt(description))
                .withClass("wide"),
            figcaption(caption)));
    return this;
  }

  /// The page as text.
  public String text() {
    return document(
            html(
                    head(
                        meta().withCharset("utf-8"),
                        meta()
                            .withName("viewport")
                            .withContent("width=device-width, initial-scale=1"),
                        title(title),
                        style(rawHtml(look()))),
                    body(main().with(content)))
                .withLang("en"))
        + "\n";
  }

  /// Writes the page.
  public void write(Path file) throws IOException {
    AtomicFile.writeString(file, text());
  }

  private static String look() {
    try (InputStream css =
        Objects.requireNonNull(HtmlPage.class.getResourceAsStream("page.css"), "page.css")) {
      return "\n" + new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
