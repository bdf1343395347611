package flybrain.external;

import flybrain.files.FolderTree;
import flybrain.files.WriteException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The workers' Python files, which travel in our jar and are unpacked where Python can read them.
final class WorkerFiles {
  private static final String FOLDER = "flybrain/backends/";

  private WorkerFiles() {}

  /// The program that starts a worker, in a folder that is named after the contents of all files.
  ///
  /// @param environments the folder of environments, beside which they are unpacked
  static Path program(Path environments) throws IOException {
    Map<String, byte[]> files = read();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    files.forEach((name, bytes) -> {
      all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      all.writeBytes(bytes);
    });
    Path folder =
        environments.resolve("worker-" + Environment.sha256(all.toByteArray()).substring(0, 16));
    if (!Files.isDirectory(folder)) {
      unpack(files, folder);
    }
    return folder.resolve("worker.py");
  }

  private static void unpack(Map<String, byte[]> files, Path folder) throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    Path part = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".worker-");
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = part.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw WriteException.of(folder, e);
      }
      // Another process unpacked the same files in the meantime.
    } catch (IOException e) {
      throw WriteException.of(folder, e);
    } finally {
      FolderTree.delete(part);
    }
  }

  /// All Python files of the workers, by their path relative to `backends`.
  private static SortedMap<String, byte[]> read() throws IOException {
    URL program = WorkerFiles.class.getResource("/" + FOLDER + "worker.py");
    if (program == null) {
      throw new IOException("backends/worker.py: missing from this build");
    }
    try {
      return program.openConnection() instanceof JarURLConnection inJar
          ? inJar(Path.of(inJar.getJarFileURL().toURI()))
          : inFolder(Path.of(program.toURI()).resolveSibling(""));
    } catch (URISyntaxException e) {
      throw new IOException(program + ": cannot be read", e);
    }
  }

  private static SortedMap<String, byte[]> inJar(Path jar) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (name.startsWith(FOLDER) && name.endsWith(".py")) {
          try (InputStream in = zip.getInputStream(entry)) {
            files.put(name.substring(FOLDER.length()), in.readAllBytes());
          }
        }
      }
    }
    return files;
  }

  private static SortedMap<String, byte[]> inFolder(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (file.toString().endsWith(".py")) {
          files.put(
              folder.relativize(file).toString().replace(File.separatorChar, '/'),
              Files.readAllBytes(file));
        }
      }
    }
    return files;
  }
}
