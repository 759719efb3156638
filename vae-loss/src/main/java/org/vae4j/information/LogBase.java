package org.vae4j.information;

import java.util.Locale;

/**
 * The unit of an amount of information: the base of its logarithm.
 *
 * <p>One bit is ln 2 nats, one ban (also called hartley or decimal digit) is ln 10 nats.
 */
public enum LogBase {
  /** Natural logarithm, base e. */
  NATS(Math.E, 1.0),
  /** Base 2. */
  BITS(2.0, Math.log(2.0)),
  /** Base 10. */
  BANS(10.0, Math.log(10.0));

  private final double base;
  private final double natsPerUnit;

  LogBase(double base, double natsPerUnit) {
    this.base = base;
    this.natsPerUnit = natsPerUnit;
  }

  /**
   * Reads a base: {@code e}, {@code 2}, {@code 10}, or the unit's name ({@code nats}, {@code bits},
   * {@code bans}) in any case.
   *
   * @param text what the user wrote
   * @return the base
   * @throws IllegalArgumentException if the text is none of these
   */
  public static LogBase parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "e", "nats" -> NATS;
      case "2", "bits" -> BITS;
      case "10", "bans" -> BANS;
      default ->
          throw new IllegalArgumentException(
              "a base is e (nats), 2 (bits) or 10 (bans), but was \"" + text + "\"");
    };
  }

  /**
   * The base of the logarithm.
   *
   * @return e, 2 or 10
   */
  public double base() {
    return base;
  }

  /**
   * Expresses an amount in this unit: amount / ln(base).
   *
   * @param nats an amount in nats; infinite amounts stay infinite
   * @return the same amount in this unit
   */
  public double fromNats(double nats) {
    return nats / natsPerUnit;
  }

  /**
   * Expresses an amount of this unit in nats: amount · ln(base).
   *
   * @param amount an amount in this unit
   * @return the same amount in nats
   */
  public double toNats(double amount) {
    return amount * natsPerUnit;
  }

  /**
   * Expresses an amount of this unit in another one.
   *
   * @param amount an amount in this unit
   * @param target the unit of the result
   * @return the same amount in the target unit; unchanged to the bit if the units are the same
   */
  public double convert(double amount, LogBase target) {
    return target == this ? amount : target.fromNats(toNats(amount));
  }
}
