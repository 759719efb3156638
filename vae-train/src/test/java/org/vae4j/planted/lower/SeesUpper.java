package org.vae4j.planted.lower;

import org.vae4j.planted.upper.OneTooMany;

/** Sees the package above it, which makes a cycle. */
public final class SeesUpper {
  public OneTooMany upper;
}
