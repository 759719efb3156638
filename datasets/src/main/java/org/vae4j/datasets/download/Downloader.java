package org.vae4j.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files over HTTP from the first of several mirrors that has them.
 *
 * <p>A file is written under its name with {@code .part} added, checked, and then moved to its name
 * in one step: under that name there is never half a file or a wrong one. A mirror that is dead,
 * stalls, cuts the file off or sends something else is given up for the next. What came before a
 * cut is kept, and the next mirror, or the next call, is asked for the rest (RFC 9110, section 14);
 * if the pieces do not fit, the file is fetched from its first byte.
 *
 * <p>Of several that want the same file, in this process or another, one fetches it and the others
 * wait.
 */
public final class Downloader {
  private static final Logger log = LoggerFactory.getLogger(Downloader.class);
  private static final int BUFFER = 1 << 16;
  private static final int HTTP_OK = 200;
  private static final int HTTP_PARTIAL_CONTENT = 206;
  private static final int HTTP_RANGE_NOT_SATISFIABLE = 416;

  private final List<URI> mirrors;
  private final Duration patience;
  private final HttpClient client;

  /**
   * Makes a downloader.
   *
   * @param mirrors folders to look in, in this order; each address ends with a slash
   * @param patience how long to wait for a connection, an answer, or the next bytes
   * @throws IllegalArgumentException if there is no mirror, or an address does not end with a slash
   */
  public Downloader(List<URI> mirrors, Duration patience) {
    if (mirrors.isEmpty()) {
      throw new IllegalArgumentException("a downloader needs a mirror");
    }
    for (URI mirror : mirrors) {
      if (!mirror.toString().endsWith("/")) {
        throw new IllegalArgumentException("a mirror's address ends with a slash: " + mirror);
      }
    }
    this.mirrors = List.copyOf(mirrors);
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Fetches a file, unless it is there already.
   *
   * @param file what to fetch
   * @param folder where to put it; made if need be
   * @param listener is told of the progress
   * @return the file as the mirror had it, its content checked
   * @throws DownloadException if no mirror gave the file
   * @throws InterruptedIOException if the thread was interrupted
   * @throws IOException if the folder cannot be written to
   */
  public Path fetch(Remote file, Path folder, DownloadListener listener) throws IOException {
    Files.createDirectories(folder);
    return FolderLock.holding(folder, () -> fetchAlone(file, folder, listener));
  }

  /**
   * Fetches an archive, takes files out of it, unless they are there already, and removes it.
   *
   * @param archive what to fetch
   * @param files the files to take out of it
   * @param folder where to put them; made if need be
   * @param listener is told of the progress
   * @throws DownloadException if no mirror gave the archive
   * @throws InterruptedIOException if the thread was interrupted
   * @throws IOException if the folder cannot be written to
   */
  public void fetch(
      RemoteArchive archive, List<RemoteFile> files, Path folder, DownloadListener listener)
      throws IOException {
    Files.createDirectories(folder);
    FolderLock.holding(folder, () -> fetchAlone(archive, files, folder, listener));
  }

  private List<RemoteFile> fetchAlone(
      RemoteArchive archive, List<RemoteFile> files, Path folder, DownloadListener listener)
      throws IOException {
    List<RemoteFile> missing = new ArrayList<>();
    for (RemoteFile file : files) {
      if (!isHere(file, folder)) {
        missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      Path zip = fetchAlone(archive, folder, listener);
      for (RemoteFile file : missing) {
        archive.extract(zip, file, folder);
      }
      Files.delete(zip);
    }
    return missing;
  }

  private Path fetchAlone(Remote file, Path folder, DownloadListener listener) throws IOException {
    Path target = folder.resolve(file.storedName());
    if (!isHere(file, folder)) {
      Path part = fetchPart(file, folder.resolve(file.storedName() + ".part"), listener);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      listener.finished(file.storedName());
    }
    return target;
  }

  private static boolean isHere(Remote file, Path folder) throws IOException {
    Path target = folder.resolve(file.storedName());
    return Files.isRegularFile(target) && file.isContentOf(target);
  }

  private Path fetchPart(Remote file, Path part, DownloadListener listener) throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      try {
        fetchFrom(mirror.resolve(file.storedName()), file, part, listener);
        return part;
      } catch (DownloadException e) {
        log.debug("{} not fetched from {}", file.storedName(), mirror, e);
        failures.add(mirror.getAuthority() + ": " + e.getMessage());
      }
    }
    throw new DownloadException(String.join("; ", failures));
  }

  private void fetchFrom(URI address, Remote file, Path part, DownloadListener listener)
      throws IOException {
    if (Files.exists(part)) {
      transfer(address, file, part, listener);
      if (file.isContentOf(part)) {
        return;
      }
      // The pieces are of different files, or the first one was wrong.
      Files.delete(part);
    }
    transfer(address, file, part, listener);
    if (!file.isContentOf(part)) {
      Files.delete(part);
      throw new DownloadException("sent a file with a wrong checksum, which was removed");
    }
  }

  /** Adds to the part what it lacks, or writes it anew if the mirror sends the whole file. */
  private void transfer(URI address, Remote file, Path part, DownloadListener listener)
      throws IOException {
    long kept = Files.exists(part) ? Files.size(part) : 0;
    HttpResponse<InputStream> response = request(address, kept);
    ExecutorService reader = Executors.newSingleThreadExecutor(Downloader::daemon);
    try (InputStream body = response.body()) {
      if (kept > 0 && response.statusCode() == HTTP_RANGE_NOT_SATISFIABLE) {
        return;
      }
      boolean continues = kept > 0 && isFrom(kept, response);
      if (!continues && response.statusCode() != HTTP_OK) {
        throw new DownloadException("HTTP status " + response.statusCode());
      }
      receive(
          buffer -> read(reader, body, buffer),
          file,
          part,
          new Progress(file.storedName(), continues ? kept : 0, contentLength(response), listener));
    } finally {
      reader.shutdownNow();
    }
  }

  private static void receive(Source source, Remote file, Path part, Progress progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = progress.kept();
    progress.start();
    try (OutputStream out =
        done > 0
            ? Files.newOutputStream(part, StandardOpenOption.APPEND)
            : Files.newOutputStream(part)) {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        done += n;
        if (done > file.mostStoredBytes()) {
          Files.delete(part);
          throw new DownloadException("sent more than the file has");
        }
        write(out, buffer, n, part);
        progress.arrived(done);
      }
    }
    if (done == 0) {
      Files.delete(part);
      throw new DownloadException("sent an empty file");
    }
  }

  /** The next bytes of what a mirror sends. */
  private interface Source {
    /** How many bytes are in the buffer now; below 0 at the end. */
    int read(byte[] buffer) throws IOException;
  }

  /** What the listener is to hear of one answer of a mirror. */
  private record Progress(String file, long kept, long coming, DownloadListener listener) {
    private long total() {
      return coming == DownloadListener.UNKNOWN ? coming : kept + coming;
    }

    void start() {
      listener.started(file, kept, total());
    }

    void arrived(long done) {
      listener.arrived(file, done, total());
    }
  }

  /** A full disk is reported with the name of the file. */
  private static void write(OutputStream out, byte[] buffer, int length, Path part)
      throws IOException {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      FileSystemException named =
          new FileSystemException(part.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    }
  }

  private static boolean isFrom(long first, HttpResponse<?> response) {
    return response.statusCode() == HTTP_PARTIAL_CONTENT
        && response
            .headers()
            .firstValue("Content-Range")
            .filter(range -> range.startsWith("bytes " + first + "-"))
            .isPresent();
  }

  private static long contentLength(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length").orElse(DownloadListener.UNKNOWN);
  }

  private HttpResponse<InputStream> request(URI address, long from) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new DownloadException(reason(e), e);
    }
  }

  /** Reads with patience: the client itself waits for the headers only so long, not for a body. */
  private int read(ExecutorService reader, InputStream body, byte[] buffer) throws IOException {
    Future<Integer> read = reader.submit(() -> body.read(buffer));
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DownloadException("sent nothing for " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new DownloadException("broke off (" + e.getCause().getMessage() + ")", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String reason(IOException e) {
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection within " + patience.toMillis() + " ms";
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer within " + patience.toMillis() + " ms";
    }
    if (e instanceof ConnectException) {
      return "no connection";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException("the download was interrupted");
    interrupted.initCause(e);
    return interrupted;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "vae4j-download");
    thread.setDaemon(true);
    return thread;
  }
}
