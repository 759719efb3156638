package org.vae4j.datasets.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.Checksum;
import org.vae4j.datasets.download.DownloadListener;
import org.vae4j.datasets.download.RemoteFile;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.faults.MissingDataException;
import org.vae4j.datasets.idx.IdxBytes;

/** With a set like MNIST, of 6 and 4 images of 2 × 3, and a mirror on this machine. */
class MnistStoreTest {
  private static final Map<String, byte[]> CONTENT = new LinkedHashMap<>();

  static {
    CONTENT.put("train-images", IdxBytes.of(6, 2, 3));
    CONTENT.put("train-labels", IdxBytes.of(6));
    CONTENT.put("test-images", IdxBytes.of(4, 2, 3));
    CONTENT.put("test-labels", IdxBytes.of(4));
  }

  @TempDir Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private MnistLike set;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/good/",
        exchange -> {
          requests.incrementAndGet();
          String name = exchange.getRequestURI().getPath().replaceAll("/good/|\\.gz", "");
          byte[] body = IdxBytes.gzip(CONTENT.get(name));
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    set =
        new MnistLike(
            "tiny",
            6,
            4,
            ImageShape.grey(2, 3),
            List.of("a", "b", "c", "d", "e", "f"),
            "none",
            "a test",
            remote("train-images"),
            remote("train-labels"),
            remote("test-images"),
            remote("test-labels"),
            List.of(mirror("good")),
            Optional.empty(),
            false);
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private static RemoteFile remote(String name) {
    byte[] content = CONTENT.get(name);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new RemoteFile(
          name, content.length, Checksum.ofContent(HexFormat.of().formatHex(digest)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private URI mirror(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path + "/");
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private MnistStore store(Optional<Path> chosen) {
    return new MnistStore(new DataFolders(chosen, cache()), Duration.ofSeconds(5));
  }

  private DatasetSplits load(Optional<Path> chosen, Optional<Path> dataFolder) throws IOException {
    return store(chosen).load(set, dataFolder, DownloadListener.NONE);
  }

  private static Path fill(Path target) throws IOException {
    Files.createDirectories(target);
    CONTENT.forEach((name, bytes) -> IdxBytes.write(target.resolve(name), bytes));
    return target;
  }

  private static void assertWhole(DatasetSplits splits) {
    assertThat(splits.train().size()).isEqualTo(6);
    assertThat(splits.test().size()).isEqualTo(4);
    assertThat(splits.train().labels()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(splits.train().bytes(1)).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void folderNamedByTheCaller() throws IOException {
    assertWhole(load(Optional.empty(), Optional.of(fill(folder.resolve("mine")))));
    assertThat(requests).hasValue(0);
  }

  @Test
  void subfolderOfTheChosenFolder() throws IOException {
    fill(folder.resolve("sets/tiny"));
    Optional<Path> chosen = Optional.of(folder.resolve("sets"));
    assertThat(store(chosen).find(set, Optional.empty())).isPresent();
    assertWhole(load(chosen, Optional.empty()));
    assertThat(requests).hasValue(0);
  }

  @Test
  void gzippedFilesAreAsGood() throws IOException {
    Path mine = fill(folder.resolve("mine"));
    Files.delete(mine.resolve("train-images"));
    IdxBytes.write(mine.resolve("train-images.gz"), IdxBytes.gzip(CONTENT.get("train-images")));
    assertWhole(load(Optional.empty(), Optional.of(mine)));
  }

  @Test
  void downloadsOnceIntoTheCache() throws IOException {
    assertThat(store(Optional.empty()).find(set, Optional.empty())).isEmpty();
    assertWhole(load(Optional.empty(), Optional.empty()));
    assertThat(cache().resolve("tiny/train-images.gz")).exists();
    assertThat(store(Optional.empty()).find(set, Optional.empty())).isPresent();
    assertWhole(load(Optional.empty(), Optional.empty()));
    assertThat(requests).hasValue(4);
  }

  @Test
  void chosenFolderWithoutTheSetLeadsToTheCache() throws IOException {
    Path chosen = Files.createDirectories(folder.resolve("other-sets"));
    assertWhole(load(Optional.of(chosen), Optional.empty()));
    assertThat(requests).hasValue(4);
  }

  @Test
  void damagedFileInTheCacheIsFetchedAgain() throws IOException {
    load(Optional.empty(), Optional.empty());
    Path damaged = cache().resolve("tiny/test-labels.gz");
    IdxBytes.write(damaged, IdxBytes.gzip(IdxBytes.of(new byte[] {1, 1, 1, 1}, 4)));
    assertThat(load(Optional.empty(), Optional.empty()).test().labels())
        .containsExactly(0, 1, 2, 3);
    assertThat(requests).hasValue(5);
  }

  @Test
  void withoutAMirrorTheMessageSaysWhatToPutWhere() {
    set = set.from(List.of(mirror("gone"), mirror("lost")));
    assertThatExceptionOfType(MissingDataException.class)
        .isThrownBy(() -> load(Optional.empty(), Optional.empty()))
        .withMessageMatching(
            "tiny is not here and could not be downloaded "
                + "\\(127.0.0.1:\\d+: HTTP status 404; 127.0.0.1:\\d+: HTTP status 404\\): "
                + "put train-images.gz, train-labels.gz, test-images.gz, test-labels.gz into .* "
                + "or name a folder that has them with --data-dir or VAE4J_DATA")
        .withMessageContaining(cache().resolve("tiny").toString());
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Path mine = fill(folder.resolve("mine"));
    Files.delete(mine.resolve("test-labels"));
    assertThatExceptionOfType(MissingDataException.class)
        .isThrownBy(() -> load(Optional.empty(), Optional.of(mine)))
        .withMessage(
            mine + ": expected the files of tiny, plain or with .gz, found no test-labels");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatExceptionOfType(MissingDataException.class)
        .isThrownBy(() -> load(Optional.empty(), Optional.of(empty)))
        .withMessageContaining("found no train-images, train-labels, test-images, test-labels");
    assertThat(requests).hasValue(0);
  }

  @Test
  void foldersMustExist() {
    Optional<Path> absent = Optional.of(folder.resolve("absent"));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> load(Optional.empty(), absent))
        .withMessage(folder.resolve("absent") + ": expected a folder, found none");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> load(absent, Optional.empty()))
        .withMessage("VAE4J_DATA=" + folder.resolve("absent") + ": expected a folder, found none");
  }

  @Test
  void imagesMustHaveTheShapeOfTheSet() throws IOException {
    Path mine = fill(folder.resolve("mine"));
    IdxBytes.write(mine.resolve("train-images"), IdxBytes.of(6, 3, 3));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> load(Optional.empty(), Optional.of(mine)))
        .withMessage(mine.resolve("train-images") + ": expected images of 2x3, found 3x3");
  }

  @Test
  void fetchedOnceIntoTheFolderNamed() throws IOException {
    Path mine = folder.resolve("mine");
    assertThat(store(Optional.empty()).fetch(set, Optional.of(mine), DownloadListener.NONE))
        .isEqualTo(mine.resolve("tiny"));
    assertThat(store(Optional.empty()).fetch(set, Optional.of(mine), DownloadListener.NONE))
        .isEqualTo(mine.resolve("tiny"));
    assertThat(requests).hasValue(4);
    assertWhole(load(Optional.empty(), Optional.of(mine)));
    assertThat(cache()).doesNotExist();
  }

  @Test
  void whatTheChosenFolderHasIsNotFetched() throws IOException {
    Optional<Path> chosen = Optional.of(fill(folder.resolve("sets/tiny")).getParent());
    assertThat(store(chosen).fetch(set, Optional.empty(), DownloadListener.NONE))
        .isEqualTo(chosen.get().resolve("tiny"));
    assertThat(requests).hasValue(0);
  }

  /** Fashion-MNIST's files are called as MNIST's are. */
  @Test
  void filesOfAnotherSetWithTheSameNamesAreNotTakenForIt() throws IOException {
    Path chosen = fill(folder.resolve("sets"));
    assertThat(store(Optional.of(chosen)).find(set, Optional.empty())).contains(chosen);
    IdxBytes.write(chosen.resolve("train-labels"), IdxBytes.of(new byte[6], 6));
    assertThat(store(Optional.of(chosen)).find(set, Optional.empty())).isEmpty();
    assertWhole(load(Optional.of(chosen), Optional.empty()));
    assertThat(requests).hasValue(4);
  }

  @Test
  void aDamagedPlainFileDoesNotHideTheOneThatWasFetched() throws IOException {
    Path own = Files.createDirectories(cache().resolve("tiny"));
    IdxBytes.write(own.resolve("test-labels"), IdxBytes.of(new byte[4], 4));
    assertThat(load(Optional.empty(), Optional.empty()).test().labels())
        .containsExactly(0, 1, 2, 3);
    assertThat(own.resolve("test-labels")).doesNotExist();
  }

  @Test
  void transposedImagesAreTurnedBack() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8};
    Dataset images =
        Dataset.labelled(
            "pair", ImageShape.grey(2, 2), pixels, new int[] {1, 0}, List.of("a", "b"));
    Dataset turned = Transposition.of(images);
    assertThat(turned.bytes(0)).containsExactly(1, 3, 2, 4);
    assertThat(turned.bytes(1)).containsExactly(5, 7, 6, 8);
    assertThat(turned.labels()).containsExactly(1, 0);
  }
}
