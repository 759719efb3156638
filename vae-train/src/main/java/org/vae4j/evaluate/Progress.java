package org.vae4j.evaluate;

/** Is told how far a long computation is. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (done, total) -> {};

  /**
   * So much is done.
   *
   * @param done of the total, rising
   * @param total the same at each call
   */
  void done(long done, long total);
}
