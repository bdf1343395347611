package flybrain.connectome;

import flybrain.Decimal;
import flybrain.Progress;
import flybrain.files.WriteException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file that comes from the web and gets its name only when its content is the expected one.
///
/// Partial data is kept beside it as `.NAME.download`; a later attempt resumes from there. Whoever
/// downloads has locked the folder.
final class Download {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final int WHOLE = 200;
  private static final int PARTIAL = 206;
  private static final int NOTHING_LEFT = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration ANSWER_TIME = Duration.ofSeconds(60);

  private final HttpClient client;
  private final Path target;
  private final Path part;
  private final Set<String> blobIds;
  private final List<Duration> pauses;
  private final Progress progress;

  /// @param blobIds git blob ids that the content may have
  /// @param pauses how long to wait before each further attempt at an address
  Download(
      HttpClient client,
      Path target,
      Set<String> blobIds,
      List<Duration> pauses,
      Progress progress) {
    this.client = client;
    this.target = target;
    this.part = target.resolveSibling("." + target.getFileName() + ".download");
    this.blobIds = blobIds;
    this.pauses = pauses;
    this.progress = progress;
  }

  /// Brings the file from one address.
  ///
  /// @throws DownloadException if it cannot be downloaded from there
  /// @throws WriteException if it cannot be written
  void from(URI address) throws IOException, InterruptedException {
    DownloadException failure = null;
    for (int attempt = 0; attempt <= pauses.size(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(pauses.get(attempt - 1));
      }
      try (FileChannel file = openPart()) {
        boolean resumed = file.size() > 0;
        transfer(address, file);
        if (accept()) {
          return;
        }
        String message = address + ": content differs from the published file";
        throw resumed ? new DownloadException(message) : DownloadException.last(message);
      } catch (DownloadException e) {
        if (Files.exists(part) && Files.size(part) == 0) {
          Files.delete(part);
        }
        if (e.isFinal()) {
          throw e;
        }
        failure = e;
      }
    }
    throw failure == null ? new DownloadException(address + ": not tried") : failure;
  }

  private FileChannel openPart() throws IOException {
    try {
      return FileChannel.open(
          part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw WriteException.of(part, e);
    }
  }

  /// Appends what is missing.
  private void transfer(URI address, FileChannel file) throws IOException, InterruptedException {
    long have = file.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER_TIME).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw DownloadException.last(address + ": no connection");
    } catch (IOException e) {
      throw new DownloadException(address + ": " + e);
    }
    try (InputStream body = response.body()) {
      if (response.statusCode() == NOTHING_LEFT && have > 0) {
        return;
      }
      long total = begin(address, response, file);
      receive(address, body, file, total);
    }
  }

  /// Sets the file to where the answer begins.
  ///
  /// @return number of bytes of the whole file, or -1 where the server does not say
  private long begin(URI address, HttpResponse<?> response, FileChannel file) throws IOException {
    int status = response.statusCode();
    long have = file.size();
    if (status == PARTIAL) {
      Matcher range =
          CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
      if (range.matches() && Long.parseLong(range.group(1)) == have) {
        file.position(have);
        return range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2));
      }
      file.truncate(0);
      throw new DownloadException(address + ": the server cannot resume the download");
    }
    if (status != WHOLE) {
      String message = address + ": HTTP status " + status;
      throw status == TOO_MANY_REQUESTS || status >= SERVER_ERROR
          ? new DownloadException(message)
          : DownloadException.last(message);
    }
    file.truncate(0);
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  private void receive(URI address, InputStream body, FileChannel file, long total)
      throws IOException, InterruptedException {
    progress.stage("fetching " + target.getFileName() + size(total));
    byte[] buffer = new byte[1 << 16];
    try (TimedReads reads = new TimedReads(body, ANSWER_TIME)) {
      for (int bytes = reads.read(buffer); bytes >= 0; bytes = reads.read(buffer)) {
        write(file, ByteBuffer.wrap(buffer, 0, bytes));
        progress.at(file.position(), total);
      }
    } catch (WriteException e) {
      throw e;
    } catch (IOException e) {
      throw new DownloadException(address + ": interrupted: " + e.getMessage());
    }
    if (total >= 0 && file.position() < total) {
      throw new DownloadException(
          "%s: interrupted after %d of %d bytes".formatted(address, file.position(), total));
    }
  }

  private static String size(long bytes) {
    return bytes < 0 ? "" : " (%s MB)".formatted(Decimal.text(Math.round(bytes / 1e5) / 10.0));
  }

  private void write(FileChannel file, ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw WriteException.of(target, e);
    }
  }

  /// Gives the file its name if it is the expected one; otherwise deletes it.
  private boolean accept() throws IOException {
    String id = GitBlobId.of(part);
    if (!blobIds.contains(id)) {
      Files.delete(part);
      return false;
    }
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
