package org.vae4j.layers.lean.patches;

import org.nd4j.linalg.api.buffer.DataType;

/** The memory of one thread that works on one image after the other. */
public final class Desk {
  /** {@code [H, W, C]}. */
  public final PlainArray image;

  /** As long as an image. */
  public final PlainArray spareImage;

  /** {@code [P, F]}. */
  public final PlainArray responses;

  /** As long as the responses. */
  public final PlainArray spareResponses;

  /** {@code [P, K]}; where the window reaches outside the image it is 0. */
  final PlainArray unfolded;

  /** {@code [P, K]}. */
  final PlainArray folded;

  Desk(DataType type, Patches patches, int filters) {
    image = PlainArray.zeros(type, patches.imageSize());
    spareImage = PlainArray.zeros(type, patches.imageSize());
    responses = PlainArray.zeros(type, patches.positions() * filters);
    spareResponses = PlainArray.zeros(type, patches.positions() * filters);
    int patchValues = Math.multiplyExact(patches.positions(), patches.size());
    unfolded = PlainArray.zeros(type, patchValues);
    folded = PlainArray.zeros(type, patchValues);
  }
}
