package org.vae4j.layers;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How ND4J's idle threads wait: they spin, and hold the core that the matrix products need, unless
 * the environment says otherwise before Java starts. The launcher says it; who uses the library is
 * told once.
 */
final class WaitPolicy {
  private static final String VARIABLE = "OMP_WAIT_POLICY";
  private static final Logger log = LoggerFactory.getLogger(WaitPolicy.class);
  private static final AtomicBoolean told = new AtomicBoolean();

  private WaitPolicy() {}

  /** Logs the hint, if there is one and it was not logged before. */
  static void tellOnce() {
    if (!told.getAndSet(true)) {
      hint(System.getenv()).ifPresent(log::info);
    }
  }

  static Optional<String> hint(Map<String, String> environment) {
    if (environment.containsKey(VARIABLE)) {
      return Optional.empty();
    }
    return Optional.of(
        VARIABLE
            + " is not set: training can be twice as fast with "
            + VARIABLE
            + "=PASSIVE in the environment that Java is started with (docs/performance.md)");
  }
}
