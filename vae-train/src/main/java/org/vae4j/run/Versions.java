package org.vae4j.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a run ran with. */
public final class Versions {
  private Versions() {}

  /** Versions by name: vae4j, deeplearning4j, java. */
  public static Map<String, String> current() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("vae4j", vae4j());
    versions.put("deeplearning4j", ofPackage(ComputationGraph.class));
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  /** The version of this program; {@code development} when it does not run from its jar. */
  public static String vae4j() {
    return ofPackage(Versions.class);
  }

  private static String ofPackage(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
