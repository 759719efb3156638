package org.vae4j.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.idx.IdxBytes;

class DownloaderTest {
  private static final byte[] CONTENT = "what the file holds".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PACKED = IdxBytes.gzip(CONTENT);
  private static final RemoteFile FILE =
      new RemoteFile(
          "data",
          CONTENT.length,
          "6c461cadc7fbd9a924e5242a5fdcdfe604d349ad5dd4335888cbc96d9fa2277a");

  /** Long for a server on this machine, short for one that never answers. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("good", exchange -> send(exchange, 200, PACKED));
    server.start();
  }

  @AfterEach
  void stopServer() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext("/" + path + "/data.gz", handler);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private URI mirror(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path + "/");
  }

  private Path fetch(String... paths) throws IOException {
    return new Downloader(Stream.of(paths).map(this::mirror).toList(), PATIENCE)
        .fetch(FILE, folder, DownloadListener.NONE);
  }

  private void assertFails(String path, String reason) throws IOException {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetch(path))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("127.0.0.1:").doesNotContain("\n"))
        .withMessageContaining(reason);
    assertFolderHoldsNothing();
  }

  private void assertFolderHoldsNothing() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void fetchesAndChecks() throws IOException {
    Path fetched = fetch("good");
    assertThat(fetched).isEqualTo(folder.resolve("data.gz")).hasBinaryContent(PACKED);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(fetched);
    }
  }

  @Test
  void makesTheFolder() throws IOException {
    Path deep = folder.resolve("a/b");
    new Downloader(List.of(mirror("good")), PATIENCE).fetch(FILE, deep, DownloadListener.NONE);
    assertThat(deep.resolve("data.gz")).exists();
  }

  @Test
  void tellsOfProgress() throws IOException {
    List<String> heard = new ArrayList<>();
    DownloadListener listener =
        new DownloadListener() {
          @Override
          public void arrived(String file, long doneBytes, long totalBytes) {
            heard.add(doneBytes + "/" + totalBytes);
          }

          @Override
          public void finished(String file) {
            heard.add("finished " + file);
          }
        };
    new Downloader(List.of(mirror("good")), PATIENCE).fetch(FILE, folder, listener);
    assertThat(heard)
        .startsWith("0/" + PACKED.length)
        .endsWith(PACKED.length + "/" + PACKED.length, "finished data.gz");
  }

  @Test
  void followsARedirect() throws IOException {
    serve(
        "moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", mirror("good") + "data.gz");
          send(exchange, 302, new byte[] {1});
        });
    assertThat(fetch("moved")).hasBinaryContent(PACKED);
  }

  @Test
  void absentFile() throws IOException {
    assertFails("nowhere", "HTTP status 404");
  }

  @Test
  void wrongBytes() throws IOException {
    serve("wrong", exchange -> send(exchange, 200, IdxBytes.gzip(new byte[CONTENT.length])));
    serve("page", exchange -> send(exchange, 200, "<html>".getBytes(StandardCharsets.UTF_8)));
    serve("half", exchange -> send(exchange, 200, Arrays.copyOf(PACKED, PACKED.length / 2)));
    for (String path : List.of("wrong", "page", "half")) {
      assertFails(path, "wrong checksum");
    }
  }

  @Test
  void connectionCutOff() throws IOException {
    serve(
        "cut",
        exchange -> {
          exchange.sendResponseHeaders(200, PACKED.length);
          exchange.getResponseBody().write(PACKED, 0, 5);
          exchange.getResponseBody().flush();
          throw new IOException("cuts the connection");
        });
    assertFails("cut", "broke off");
  }

  @Test
  void moreThanTheFileHas() throws IOException {
    serve("endless", exchange -> send(exchange, 200, new byte[1 << 20]));
    assertFails("endless", "more than the file has");
  }

  @Test
  void stallBeforeTheAnswer() throws IOException {
    serve("mute", exchange -> await());
    assertFails("mute", "no answer within 2000 ms");
  }

  @Test
  void stallWithinTheFile() throws IOException {
    serve(
        "stall",
        exchange -> {
          exchange.sendResponseHeaders(200, PACKED.length);
          exchange.getResponseBody().write(PACKED, 0, 5);
          exchange.getResponseBody().flush();
          await();
        });
    assertFails("stall", "sent nothing for 2000 ms");
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void deadMirrorIsPassedOver() throws IOException {
    URI dead;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(
            () ->
                new Downloader(List.of(dead, mirror("nowhere")), PATIENCE)
                    .fetch(FILE, folder, DownloadListener.NONE))
        .withMessageMatching("127.0.0.1:\\d+: no connection; 127.0.0.1:\\d+: HTTP status 404");
    assertThat(
            new Downloader(List.of(dead, mirror("good")), PATIENCE)
                .fetch(FILE, folder, DownloadListener.NONE))
        .exists();
  }

  @Test
  void faultsOfThisMachineAreNotBlamedOnTheMirror() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                new Downloader(List.of(mirror("good")), PATIENCE)
                    .fetch(FILE, file, DownloadListener.NONE))
        .isNotInstanceOf(DownloadException.class);
  }

  @Test
  void mirrorsAreFolders() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Downloader(List.of(URI.create("http://127.0.0.1/x")), PATIENCE))
        .withMessageContaining("slash");
    assertThatIllegalArgumentException().isThrownBy(() -> new Downloader(List.of(), PATIENCE));
  }
}
