package org.vae4j.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.idx.IdxBytes;

class DownloaderTest {
  private static final byte[] CONTENT = "what the file holds".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PACKED = IdxBytes.gzip(CONTENT);
  private static final RemoteFile FILE =
      new RemoteFile(
          "data",
          CONTENT.length,
          Checksum.ofContent("6c461cadc7fbd9a924e5242a5fdcdfe604d349ad5dd4335888cbc96d9fa2277a"));

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

  /** With nothing left behind that could be taken for the file. */
  private void assertFails(String path, String reason) throws IOException {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetch(path))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("127.0.0.1:").doesNotContain("\n"))
        .withMessageContaining(reason);
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path part() {
    return folder.resolve("data.gz.part");
  }

  /** A mirror that can send the end of the file alone, and says what it was asked for. */
  private List<String> serveRanges(String path, byte[] content) {
    List<String> ranges = new CopyOnWriteArrayList<>();
    serve(
        path,
        exchange -> {
          String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
          ranges.add(range);
          if (!range.startsWith("bytes=")) {
            send(exchange, 200, content);
            return;
          }
          int from = Integer.parseInt(range.replaceAll("\\D", ""));
          if (from >= content.length) {
            send(exchange, 416, new byte[] {1});
            return;
          }
          exchange
              .getResponseHeaders()
              .add(
                  "Content-Range",
                  "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
          send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
        });
    return ranges;
  }

  /** A mirror that sends the first bytes and then cuts the connection. */
  private void serveBeginning(String path, int bytes) {
    serve(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, PACKED.length);
          exchange.getResponseBody().write(PACKED, 0, bytes);
          exchange.getResponseBody().flush();
          throw new IOException("cuts the connection");
        });
  }

  @Test
  void fetchesAndChecks() throws IOException {
    Path fetched = fetch("good");
    assertThat(fetched).isEqualTo(folder.resolve("data.gz")).hasBinaryContent(PACKED);
    assertThat(files()).containsExactly(fetched);
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
          public void started(String file, long doneBytes, long totalBytes) {
            heard.add("from " + doneBytes + "/" + totalBytes);
          }

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
        .startsWith("from 0/" + PACKED.length)
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
  void connectionCutOff() {
    serveBeginning("cut", 5);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetch("cut"))
        .withMessageContaining("broke off");
    assertThat(part()).hasBinaryContent(Arrays.copyOf(PACKED, 5));
  }

  @Test
  void whatIsLackingIsFetchedFromTheNextMirror() throws IOException {
    serveBeginning("cut", 7);
    List<String> ranges = serveRanges("whole", PACKED);
    assertThat(fetch("cut", "whole")).hasBinaryContent(PACKED);
    assertThat(ranges).containsExactly("bytes=7-");
    assertThat(part()).doesNotExist();
  }

  @Test
  void theNextCallGoesOnToo() throws IOException {
    serveBeginning("cut", 7);
    assertThatExceptionOfType(DownloadException.class).isThrownBy(() -> fetch("cut"));
    List<String> heard = new ArrayList<>();
    serveRanges("whole", PACKED);
    DownloadListener listener =
        new DownloadListener() {
          @Override
          public void started(String file, long doneBytes, long totalBytes) {
            heard.add(file + " " + doneBytes + "/" + totalBytes);
          }

          @Override
          public void arrived(String file, long doneBytes, long totalBytes) {}
        };
    Path fetched = new Downloader(List.of(mirror("whole")), PATIENCE).fetch(FILE, folder, listener);
    assertThat(fetched).hasBinaryContent(PACKED);
    assertThat(heard).containsExactly("data.gz 7/" + PACKED.length);
  }

  @Test
  void aMirrorWithoutRangesSendsTheWholeFile() throws IOException {
    Files.write(part(), Arrays.copyOf(PACKED, 9));
    assertThat(fetch("good")).hasBinaryContent(PACKED);
  }

  @Test
  void piecesThatDoNotFitAreFetchedAnew() throws IOException {
    Files.write(part(), new byte[] {9, 9, 9, 9});
    List<String> ranges = serveRanges("whole", PACKED);
    assertThat(fetch("whole")).hasBinaryContent(PACKED);
    assertThat(ranges).containsExactly("bytes=4-", "null");
  }

  @Test
  void aPartThatLacksNothingIsKept() throws IOException {
    Files.write(part(), PACKED);
    List<String> ranges = serveRanges("whole", PACKED);
    assertThat(fetch("whole")).hasBinaryContent(PACKED);
    assertThat(ranges).containsExactly("bytes=" + PACKED.length + "-");
  }

  @Test
  void wrongBytesArePassedOver() throws IOException {
    serve("wrong", exchange -> send(exchange, 200, IdxBytes.gzip(new byte[CONTENT.length])));
    assertThat(fetch("wrong", "good")).hasBinaryContent(PACKED);
    assertThat(files()).containsExactly(folder.resolve("data.gz"));
  }

  @Test
  void anEmptyAnswerIsNoFile() throws IOException {
    serve(
        "empty",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, -1);
          }
        });
    assertFails("empty", "sent an empty file");
  }

  @Test
  void whatIsHereIsNotFetchedAgain() throws IOException {
    List<String> requests = serveRanges("counted", PACKED);
    fetch("counted");
    fetch("counted");
    assertThat(requests).hasSize(1);
    Files.write(folder.resolve("data.gz"), IdxBytes.gzip(new byte[CONTENT.length]));
    assertThat(fetch("counted")).hasBinaryContent(PACKED);
    assertThat(requests).hasSize(2);
  }

  @Test
  void twoAtOnceFetchOnce() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    serve(
        "slow",
        exchange -> {
          requests.add(exchange.getRequestMethod());
          asked.countDown();
          await(answer);
          send(exchange, 200, PACKED);
        });
    Future<Path> first = threads.submit(() -> fetch("slow"));
    await(asked);
    Future<Path> second = threads.submit(() -> fetch("slow"));
    answer.countDown();
    assertThat(first.get()).hasBinaryContent(PACKED);
    assertThat(second.get()).hasBinaryContent(PACKED);
    assertThat(requests).hasSize(1);
  }

  @Test
  void checksumOfThePackedFile() throws Exception {
    String right = HexFormat.of().formatHex(Checksum.digest().digest(PACKED));
    RemoteFile file = new RemoteFile("data", CONTENT.length, Checksum.asStored(right));
    Path plain = Files.write(folder.resolve("plain"), CONTENT);
    Path longer = Files.write(folder.resolve("longer"), Arrays.copyOf(PACKED, PACKED.length + 3));
    assertThat(file.isContentOf(Files.write(folder.resolve("packed"), PACKED))).isTrue();
    assertThat(file.isContentOf(plain)).isFalse();
    assertThat(file.isContentOf(longer)).isFalse();
    assertThat(FILE.isContentOf(plain)).isTrue();
    RemoteFile unknown = new RemoteFile("data", CONTENT.length, Checksum.ofGzip());
    assertThat(unknown.isContentOf(folder.resolve("packed"))).isTrue();
    byte[] damaged = PACKED.clone();
    damaged[PACKED.length - 8] ^= 1; // within the CRC-32 of the trailer
    assertThat(unknown.isContentOf(Files.write(folder.resolve("damaged"), damaged))).isFalse();
  }

  @Test
  void filesOfAnArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("files/data.gz"));
      zip.write(PACKED);
      zip.putNextEntry(new ZipEntry("files/other.gz"));
      zip.write(1);
    }
    byte[] content = bytes.toByteArray();
    String sha256 = HexFormat.of().formatHex(Checksum.digest().digest(content));
    RemoteArchive archive = new RemoteArchive("all.zip", content.length, sha256, "files/");
    AtomicInteger requests = new AtomicInteger();
    server.createContext(
        "/good/all.zip",
        exchange -> {
          requests.incrementAndGet();
          send(exchange, 200, content);
        });
    Downloader downloader = new Downloader(List.of(mirror("good")), PATIENCE);
    downloader.fetch(archive, List.of(FILE), folder, DownloadListener.NONE);
    downloader.fetch(archive, List.of(FILE), folder, DownloadListener.NONE);
    assertThat(folder.resolve("data.gz")).hasBinaryContent(PACKED);
    assertThat(files()).containsExactly(folder.resolve("data.gz"));
    assertThat(requests).hasValue(1);
    RemoteFile absent = new RemoteFile("absent", 3, Checksum.ofGzip());
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> downloader.fetch(archive, List.of(absent), folder, DownloadListener.NONE))
        .withMessageContaining("all.zip: expected a file files/absent.gz, found none");
  }

  @Test
  void moreThanTheFileHas() throws IOException {
    serve("endless", exchange -> send(exchange, 200, new byte[1 << 20]));
    assertFails("endless", "more than the file has");
  }

  @Test
  void stallBeforeTheAnswer() throws IOException {
    serve("mute", exchange -> await(end));
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
          await(end);
        });
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetch("stall"))
        .withMessageContaining("sent nothing for 2000 ms");
    assertThat(part()).hasBinaryContent(Arrays.copyOf(PACKED, 5));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
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
  void folderWithoutPermission() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assumeThat(closed.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(closed)).as("SKIPPED: root may write everywhere").isFalse();
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(
            () ->
                new Downloader(List.of(mirror("good")), PATIENCE)
                    .fetch(FILE, closed, DownloadListener.NONE))
        .withMessageContaining(closed.toString());
  }

  /** The device that Linux has for this: it takes nothing. */
  @Test
  void fullDisk() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("SKIPPED: this system has no /dev/full").exists();
    Files.createSymbolicLink(part(), full);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> fetch("good"))
        .withMessageStartingWith(part() + ": ");
    assertThat(folder.resolve("data.gz")).doesNotExist();
  }

  @Test
  void mirrorsAreFolders() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Downloader(List.of(URI.create("http://127.0.0.1/x")), PATIENCE))
        .withMessageContaining("slash");
    assertThatIllegalArgumentException().isThrownBy(() -> new Downloader(List.of(), PATIENCE));
  }
}
