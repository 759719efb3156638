package org.vae4j.datasets.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFoldersTest {
  private static final Path HOME = Path.of("home").toAbsolutePath();

  @Test
  void cacheIsInTheHomeFolder() {
    DataFolders folders = DataFolders.of(Map.of(), HOME);
    assertThat(folders.cache()).isEqualTo(HOME.resolve(".cache").resolve("vae4j"));
    assertThat(folders.chosen()).isEmpty();
  }

  @Test
  void variablesAreHeeded() {
    Path caches = Path.of("caches").toAbsolutePath();
    DataFolders folders =
        DataFolders.of(Map.of("XDG_CACHE_HOME", caches.toString(), "VAE4J_DATA", "data"), HOME);
    assertThat(folders.cache()).isEqualTo(caches.resolve("vae4j"));
    assertThat(folders.chosen()).contains(Path.of("data"));
  }

  @Test
  void emptyAndRelativeValuesCountAsUnset() {
    DataFolders folders =
        DataFolders.of(Map.of("XDG_CACHE_HOME", "relative", "VAE4J_DATA", ""), HOME);
    assertThat(folders).isEqualTo(DataFolders.of(Map.of(), HOME));
  }
}
