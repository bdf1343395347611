package flybrain.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Kinds of files by their extension, and the first bytes of each.
enum FileKind {
  PNG("PNG picture", ".png") {
    @Override
    boolean beginsLike(String head) {
      return head.startsWith("\u0089PNG\r\n");
    }
  },
  SVG("SVG picture", ".svg") {
    @Override
    boolean beginsLike(String head) {
      return head.toLowerCase(Locale.ROOT).contains("<svg");
    }
  },
  HTML("HTML page", ".html") {
    @Override
    boolean beginsLike(String head) {
      return head.toLowerCase(Locale.ROOT).contains("<html");
    }
  },
  PARQUET("Parquet file", ".parquet") {
    @Override
    boolean beginsLike(String head) {
      return head.startsWith("PAR1");
    }
  },
  NWB("NWB file", ".nwb") {
    @Override
    boolean beginsLike(String head) {
      return head.startsWith("\u0089HDF\r\n");
    }
  },
  GRAPHML("GraphML file", ".graphml") {
    @Override
    boolean beginsLike(String head) {
      return head.contains("<graphml");
    }
  },
  JSON("JSON file", ".json") {
    @Override
    boolean beginsLike(String head) {
      return head.strip().startsWith("{") || head.strip().startsWith("[");
    }
  },
  CSV("CSV file", ".csv") {
    @Override
    boolean beginsLike(String head) {
      return head.indexOf('\0') < 0 && !PARQUET.beginsLike(head);
    }
  };

  /// An SVG or HTML file may begin with a comment.
  private static final int HEAD_BYTES = 4096;

  private final String words;
  private final String ending;

  FileKind(String words, String ending) {
    this.words = words;
    this.ending = ending;
  }

  /// The kind that a name asks for, if it is one of these.
  static Optional<FileKind> named(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (FileKind kind : values()) {
      if (name.endsWith(kind.ending)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /// Whether a file has this kind of content; an empty file loses nothing, whatever it is.
  boolean isKindOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD_BYTES);
      return head.length == 0 || beginsLike(new String(head, StandardCharsets.ISO_8859_1));
    }
  }

  /// @param head first bytes of a file, a character each
  abstract boolean beginsLike(String head);

  /// How to call it.
  String words() {
    return words;
  }
}
