package org.vae4j.evaluate.diagnosis;

import java.util.Locale;

/** How many there are of something, in words. */
final class Counted {
  private Counted() {}

  /**
   * Such as 1 update, 2,000 updates.
   *
   * @param one what one of them is called
   */
  static String of(int count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }
}
