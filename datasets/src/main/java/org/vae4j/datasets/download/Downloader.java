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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * <p>A file is written under a temporary name in its folder, checked, and then moved to its name in
 * one step: under that name there is never half a file or a wrong one. A mirror that is dead,
 * stalls, cuts the file off or sends something else is given up for the next.
 */
public final class Downloader {
  private static final Logger log = LoggerFactory.getLogger(Downloader.class);
  private static final int BUFFER = 1 << 16;
  private static final int HTTP_OK = 200;

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
   * Fetches a file.
   *
   * @param file what to fetch
   * @param folder where to put it; made if need be
   * @param listener is told of the progress
   * @return the file, gzipped as the mirror had it, its content checked
   * @throws DownloadException if no mirror gave the file
   * @throws InterruptedIOException if the thread was interrupted
   * @throws IOException if the folder cannot be written to
   */
  public Path fetch(RemoteFile file, Path folder, DownloadListener listener) throws IOException {
    Files.createDirectories(folder);
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      try {
        Path fetched = fetchFrom(mirror, file, folder, listener);
        listener.finished(file.packedName());
        return fetched;
      } catch (DownloadException e) {
        String failure = mirror.getAuthority() + ": " + e.getMessage();
        log.debug("{} not fetched from {}", file.packedName(), mirror, e);
        failures.add(failure);
      }
    }
    throw new DownloadException(String.join("; ", failures));
  }

  private Path fetchFrom(URI mirror, RemoteFile file, Path folder, DownloadListener listener)
      throws IOException {
    Path part = Files.createTempFile(folder, file.packedName() + ".", ".part");
    // For the process that is told to stop half-way; the finally block is for all the rest.
    part.toFile().deleteOnExit();
    try {
      transfer(mirror.resolve(file.packedName()), file, part, listener);
      if (!file.isContentOf(part)) {
        throw new DownloadException("sent a file with a wrong checksum, which was removed");
      }
      Path target = folder.resolve(file.packedName());
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void transfer(URI address, RemoteFile file, Path part, DownloadListener listener)
      throws IOException {
    HttpResponse<InputStream> response = request(address);
    ExecutorService reader = Executors.newSingleThreadExecutor(Downloader::daemon);
    try (InputStream body = response.body();
        OutputStream out = Files.newOutputStream(part)) {
      if (response.statusCode() != HTTP_OK) {
        throw new DownloadException("HTTP status " + response.statusCode());
      }
      long total =
          response.headers().firstValueAsLong("Content-Length").orElse(DownloadListener.UNKNOWN);
      long done = 0;
      byte[] buffer = new byte[BUFFER];
      listener.arrived(file.packedName(), done, total);
      for (int n = read(reader, body, buffer); n >= 0; n = read(reader, body, buffer)) {
        done += n;
        if (done > file.mostPackedBytes()) {
          throw new DownloadException("sent more than the file has");
        }
        out.write(buffer, 0, n);
        listener.arrived(file.packedName(), done, total);
      }
    } finally {
      reader.shutdownNow();
    }
  }

  private HttpResponse<InputStream> request(URI address) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
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
