package org.vae4j.datasets.mnist;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where this machine keeps data sets.
 *
 * @param chosen the folder that the user named in {@value #VARIABLE}, if any
 * @param cache the folder that downloads go to
 */
public record DataFolders(Optional<Path> chosen, Path cache) {

  /** The environment variable that names a folder of data sets. */
  public static final String VARIABLE = "VAE4J_DATA";

  /** The folders of this process: what the environment and the home folder say. */
  public static DataFolders ofProcess() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * Works out the folders. The cache is {@code $XDG_CACHE_HOME/vae4j}, or {@code ~/.cache/vae4j}
   * when that variable is not an absolute path (XDG Base Directory Specification).
   *
   * @param environment the environment variables
   * @param home the user's home folder
   * @return the folders; whether they exist is not looked at
   */
  public static DataFolders of(Map<String, String> environment, Path home) {
    Path caches =
        variable(environment, "XDG_CACHE_HOME")
            .filter(Path::isAbsolute)
            .orElse(home.resolve(".cache"));
    return new DataFolders(variable(environment, VARIABLE), caches.resolve("vae4j"));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
