package org.vae4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a run ran with. */
public final class Versions {
  private static final Properties BUILT_WITH = read();

  private Versions() {}

  /** Versions by name: vae4j, deeplearning4j, java. */
  public static Map<String, String> current() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("vae4j", vae4j());
    versions.put("deeplearning4j", BUILT_WITH.getProperty("deeplearning4j"));
    versions.put("java", Runtime.version().toString());
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
