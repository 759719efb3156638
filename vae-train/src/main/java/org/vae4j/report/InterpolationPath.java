package org.vae4j.report;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.model.LatentSpace;
import org.vae4j.refusal.BadInputException;

/** The way from one latent code to another. */
public enum InterpolationPath {
  LINEAR {
    @Override
    INDArray places(LatentSpace space, INDArray from, INDArray to, int steps) {
      return space.line(from, to, steps);
    }
  },
  SPHERICAL {
    @Override
    INDArray places(LatentSpace space, INDArray from, INDArray to, int steps) {
      return space.arc(from, to, steps);
    }
  };

  /**
   * The path of a name.
   *
   * @param name linear or spherical
   * @throws BadInputException if it is neither
   */
  public static InterpolationPath named(String name) {
    return switch (name) {
      case "linear" -> LINEAR;
      case "spherical" -> SPHERICAL;
      default ->
          throw new BadInputException(
              "--path: expected linear or spherical, got '%s'".formatted(name));
    };
  }

  /** {@code [steps, L]}, both ends included. */
  abstract INDArray places(LatentSpace space, INDArray from, INDArray to, int steps);
}
