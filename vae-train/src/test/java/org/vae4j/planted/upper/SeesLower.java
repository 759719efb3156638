package org.vae4j.planted.upper;

import org.vae4j.planted.lower.SeesUpper;

/** As the plan has it. */
public final class SeesLower {
  public SeesUpper lower;
}
