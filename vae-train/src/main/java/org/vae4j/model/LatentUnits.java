package org.vae4j.model;

import java.util.List;

/** What the latent units are called wherever they are named: z1, z2, … zL. */
public final class LatentUnits {
  private LatentUnits() {}

  /**
   * The name of a unit.
   *
   * @param unit from 0
   */
  public static String name(int unit) {
    return "z" + (unit + 1);
  }

  /** The same of several, in their order. */
  public static List<String> names(List<Integer> units) {
    return units.stream().map(LatentUnits::name).toList();
  }
}
