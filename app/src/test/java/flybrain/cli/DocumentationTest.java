package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;

/// Everything in the documentation exists: its commands, its links and the headings they name.
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  /// A command on an indented line of its own, or in backquotes.
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ {4}|(?<!`)`)(?:time )?(?:\\./)?flybrain ([a-z-][^`#\\n]*)");

  private static final Pattern SHELL = Pattern.compile("(?ms)^```bash$(.*?)^```$");

  private static final Pattern SHELL_COMMAND = Pattern.compile("(?m)^ *flybrain ([a-z-][^#\\n]*)");

  /// Where the arguments of a command end in a shell.
  private static final Pattern END_OF_COMMAND = Pattern.compile(" +(?:\\|\\||&&|>|2>).*|;.*");

  /// A word of a command, which may have blanks within quotes.
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^' ])+");

  private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$\\{?\\w+}?");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  record Command(Path page, String arguments) {}

  /// @param target file, empty for the page itself
  /// @param anchor of a heading, empty for none
  record Link(Path page, String target, String anchor) {
    Path file() {
      return target.isEmpty()
          ? ROOT.resolve(page)
          : ROOT.resolve(page).resolveSibling(target).normalize();
    }
  }

  static List<Command> commands() {
    Stream<Command> shown =
        matches(COMMAND)
            .filter(match -> !match.result().group(1).contains("["))
            .map(match -> new Command(match.page(), arguments(match.result().group(1))));
    Stream<Command> inScripts =
        matches(SHELL)
            .flatMap(script ->
                SHELL_COMMAND
                    .matcher(script.result().group(1))
                    .results()
                    .map(line -> new Command(script.page(), arguments(line.group(1)))));
    return Stream.concat(shown, inScripts).toList();
  }

  /// One value replaces every variable of a loop.
  private static String arguments(String line) {
    String shown = END_OF_COMMAND.matcher(line).replaceFirst("");
    return SHELL_VARIABLE.matcher(shown).replaceAll("1").strip();
  }

  static List<Link> links() {
    return matches(LINK)
        .map(match -> {
          String anchor = match.result().group(2);
          return new Link(match.page(), match.result().group(1), anchor == null ? "" : anchor);
        })
        .filter(link -> URI.create(link.target()).getScheme() == null)
        .toList();
  }

  static List<Link> anchors() {
    return links().stream().filter(link -> !link.anchor().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shownCommand_hasOptionsThatExist(Command command) {
    String[] arguments =
        WORD.matcher(command.arguments())
            .results()
            .map(word -> word.group().replace("'", ""))
            .toArray(String[]::new);
    assertThatCode(() -> parse(arguments))
        .as("flybrain %s", command.arguments())
        .doesNotThrowAnyException();
  }

  /// A text may mention a command without the arguments that it needs.
  private static void parse(String... arguments) {
    try {
      Main.commandLine().parseArgs(Main.withDashes(arguments));
    } catch (MissingParameterException e) {
      assertThat(e.getMissing()).noneMatch(argument -> argument.isOption());
    }
  }

  @ParameterizedTest
  @MethodSource("links")
  void link_leadsToAFile(Link link) {
    assertThat(link.file()).exists();
  }

  @ParameterizedTest
  @MethodSource("anchors")
  void anchor_isThatOfAHeading(Link link) {
    assertThat(headings(link.file())).contains(link.anchor());
  }

  /// The anchors of headings, as GitHub makes them.
  private static List<String> headings(Path page) {
    return HEADING
        .matcher(FENCED.matcher(text(page)).replaceAll(""))
        .results()
        .map(heading ->
            heading
                .group(1)
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .strip()
                .replace(' ', '-'))
        .toList();
  }

  @Test
  void contents_leadToEveryPage() {
    List<Path> linked =
        links().stream()
            .filter(link -> link.page().equals(Path.of("docs", "README.md")))
            .map(link -> ROOT.relativize(link.file()))
            .toList();
    assertThat(pages())
        .filteredOn(page -> page.startsWith("docs") && !page.endsWith("README.md"))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(linked).contains(page));
  }

  /// The first commands of the README work in a new clone; all else is written in one way.
  @Test
  void commands_areWrittenWithoutAPath() {
    assertThat(pages())
        .filteredOn(page -> page.startsWith("docs"))
        .allSatisfy(page -> assertThat(text(page)).doesNotContainPattern("\\./flybrain +[a-z-]"));
  }

  @Test
  void pages_showCommandsOfEveryKind() {
    assertThat(commands())
        .extracting(command -> command.arguments().replaceFirst(" .*", ""))
        .contains("run", "data", "neurons");
  }

  private record Match(Path page, MatchResult result) {}

  private static Stream<Match> matches(Pattern pattern) {
    return pages().stream()
        .flatMap(
            page -> pattern.matcher(text(page)).results().map(match -> new Match(page, match)));
  }

  /// Every page of the repository.
  private static List<Path> pages() {
    try (Stream<Path> root = Files.list(ROOT)) {
      List<Path> pages = new ArrayList<>();
      for (Path path : root.filter(DocumentationTest::isOurs).toList()) {
        Files.walkFileTree(path, collector(pages));
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds the pages below a folder. It does not enter folders that the build or a tool makes: other
  /// tests change the files in them.
  private static FileVisitor<Path> collector(List<Path> pages) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isMade(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.toString().endsWith(".md")) {
          pages.add(ROOT.relativize(file));
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  /// The shared data and hidden folders contain other people's pages.
  private static boolean isOurs(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && !name.equals("shared") && !Files.isSymbolicLink(path);
  }

  /// Whether a folder is one that the build or a tool makes.
  private static boolean isMade(Path folder) {
    String name = folder.getFileName().toString();
    return name.equals("target") || name.equals("node_modules") || name.contains("venv");
  }

  private static String text(Path page) {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
