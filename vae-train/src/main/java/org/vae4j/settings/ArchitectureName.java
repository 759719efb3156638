package org.vae4j.settings;

import java.util.List;

/** The architectures that can be asked for by name. */
public enum ArchitectureName {
  MLP(400),
  CONV(256);

  private final int width;

  ArchitectureName(int width) {
    this.width = width;
  }

  /** The widths of the hidden layers where none are asked for. */
  HiddenWidths hidden() {
    return new HiddenWidths(List.of(width), List.of());
  }
}
