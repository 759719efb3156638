package org.vae4j.loss.cores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be set before Java starts for training to be fast. The launcher sets it; who uses the
 * library is told once.
 */
public final class FastSettings {
  /** ND4J's idle threads spin, and hold a core that others need, unless this says otherwise. */
  private static final String WAIT_POLICY = "OMP_WAIT_POLICY";

  /** Matrix products and the loss use it where it is. */
  private static final String VECTOR_API = "jdk.incubator.vector";

  private static final Logger log = LoggerFactory.getLogger(FastSettings.class);
  private static final AtomicBoolean told = new AtomicBoolean();

  private FastSettings() {}

  /** Logs the hint, if there is one and it was not logged before. */
  public static void tellOnce() {
    if (!told.getAndSet(true)) {
      hint(System.getenv(), hasVectors()).ifPresent(log::info);
    }
  }

  /** Whether the Vector API is there. With it, sums differ in their last bits. */
  public static boolean hasVectors() {
    return ModuleLayer.boot().findModule(VECTOR_API).isPresent();
  }

  static Optional<String> hint(Map<String, String> environment, boolean vectors) {
    List<String> missing = new ArrayList<>();
    if (!environment.containsKey(WAIT_POLICY)) {
      missing.add(WAIT_POLICY + "=PASSIVE in the environment that Java is started with");
    }
    if (!vectors) {
      missing.add("--add-modules " + VECTOR_API + " among Java's options");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "training is faster with " + String.join(", and ", missing) + " (docs/performance.md)");
  }
}
