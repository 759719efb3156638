package org.vae4j;

import java.util.List;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/** A model and data small enough that a test trains in milliseconds. */
public final class SmallVae {
  public static final int LATENT = 3;
  public static final ImageShape SHAPE = ImageShape.grey(4, 5);

  private SmallVae() {}

  public static MlpArchitecture architecture(long seed) {
    return new MlpArchitecture(
        SHAPE.size(),
        List.of(16, 8),
        Activation.RELU,
        Objective.of(
            new VaeLossLayer.Builder()
                .latentSize(LATENT)
                .likelihood(new BernoulliLikelihood())
                .build()),
        new LeanAdam(1e-2),
        seed);
  }

  public static Vae untrained(long seed) {
    return Vae.untrained(architecture(seed));
  }

  /** Images of two kinds, top or bottom half bright, so that there is something to learn. */
  public static DatasetSplits data(int train, int test) {
    return DatasetSplits.of(images("train", train), images("test", test));
  }

  private static Dataset images(String name, int count) {
    byte[] pixels = new byte[count * SHAPE.size()];
    var random = RandomKey.of(7).with(name).generator();
    for (int i = 0; i < count; i++) {
      boolean top = random.nextBoolean();
      for (int j = 0; j < SHAPE.size(); j++) {
        boolean bright = (j < SHAPE.size() / 2) == top;
        pixels[i * SHAPE.size() + j] = (byte) (random.nextInt(100) + (bright ? 150 : 0));
      }
    }
    return Dataset.unlabelled(name, SHAPE, pixels);
  }
}
