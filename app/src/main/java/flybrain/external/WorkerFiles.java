package flybrain.external;

import flybrain.files.FolderTree;
import flybrain.files.WriteException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The workers' Python files, which travel in our jar and are unpacked where Python can read them.
final class WorkerFiles {
  /// All of them, relative to `backends`.
  static final List<String> NAMES =
      List.of(
          "worker.py",
          "flybrain_worker/__init__.py",
          "flybrain_worker/brian2cpp.py",
          "flybrain_worker/brian2cuda.py",
          "flybrain_worker/brian2genn.py",
          "flybrain_worker/brian_model.py",
          "flybrain_worker/genn.py",
          "flybrain_worker/gpu.py",
          "flybrain_worker/job.py",
          "flybrain_worker/loop.py",
          "flybrain_worker/nest_cpu.py",
          "flybrain_worker/nestgpu.py",
          "flybrain_worker/network.py",
          "flybrain_worker/processes.py",
          "flybrain_worker/propagator.py",
          "flybrain_worker/pytorch.py",
          "flybrain_worker/seeds.py",
          "flybrain_worker/spikes.py");

  private WorkerFiles() {}

  /// The program that starts a worker, in a folder that is named after the contents of all files.
  ///
  /// @param environments the folder of environments, beside which they are unpacked
  static Path program(Path environments) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : NAMES) {
      byte[] bytes = read(name);
      files.put(name, bytes);
      all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      all.writeBytes(bytes);
    }
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

  private static byte[] read(String name) throws IOException {
    try (InputStream in = WorkerFiles.class.getResourceAsStream("/flybrain/backends/" + name)) {
      if (in == null) {
        throw new IOException("backends/" + name + ": missing from this build");
      }
      return in.readAllBytes();
    }
  }
}
