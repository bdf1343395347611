package flybrain.cli.compare;

import flybrain.files.Outputs;
import flybrain.pages.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The option of comparisons without pictures that also write what they found to a page.
final class PageOption {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the results to a self-contained HTML page.")
  private @Nullable Path html;

  /// Adds the page, where one is asked for.
  Outputs written(Outputs outputs) {
    return outputs.writesPage("--html", html);
  }

  boolean isAsked() {
    return html != null;
  }

  /// Writes a page where one is asked for, and says where it is.
  void write(CommandSpec spec, String title, Consumer<HtmlPage> found) throws IOException {
    if (html != null) {
      ComparisonPage.write(spec, title, found, html);
    }
  }
}
