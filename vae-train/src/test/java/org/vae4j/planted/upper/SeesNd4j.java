package org.vae4j.planted.upper;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Sees a library that only the lower package may see. */
public final class SeesNd4j {
  public INDArray array;
}
