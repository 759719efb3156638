package org.vae4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.vae4j.loss.cores.FastSettings;

/** What a run ran with. */
public final class Versions {
  /** Whether sums were taken with it, which shows in their last bits. */
  static final String VECTOR_API = "vector-api";

  private static final Properties BUILT_WITH = read();

  private Versions() {}

  /** Versions by name: vae4j, deeplearning4j, java, and whether the Vector API is there. */
  public static Map<String, String> current() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("vae4j", vae4j());
    versions.put("deeplearning4j", BUILT_WITH.getProperty("deeplearning4j"));
    versions.put("java", Runtime.version().toString());
    versions.put(VECTOR_API, FastSettings.hasVectors() ? "there" : "not there");
    return versions;
  }

  /** The version of this program. */
  public static String vae4j() {
    return BUILT_WITH.getProperty("vae4j");
  }

  /** The build writes the file from the parent pom. */
  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in =
        Versions.class.getResourceAsStream("/org/vae4j/run/versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
