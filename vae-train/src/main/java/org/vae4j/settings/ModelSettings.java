package org.vae4j.settings;

import java.util.List;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.refusal.Ranges;

/** What is trained. */
public record ModelSettings(
    @Setting(
            value =
                "mlp (dense layers), conv (convolutions, for images) or auto (by the data); the decoder"
                    + " mirrors the encoder",
            label = "NAME")
        ArchitectureName architecture,
    @Setting(
            value = "widths of the encoder's dense hidden layers; for conv 256 by default",
            label = "N[,N...]")
        List<Integer> hidden,
    @Setting(value = "number of latent units", label = "N") int latent,
    @Setting(value = "of the hidden layers: relu, tanh, elu, ...", label = "NAME")
        Activation activation,
    @Setting(value = "p(z): standard, N(0, I), or learned, a Gaussian", label = "NAME")
        PriorName prior) {
  /** Beyond it a single weight matrix would not fit into what ND4J can address. */
  private static final int WIDEST = 1_000_000;

  static final ModelSettings DEFAULTS = defaults(ArchitectureName.MLP);

  static ModelSettings defaults(ArchitectureName architecture) {
    return new ModelSettings(
        architecture, architecture.hidden(), 20, Activation.RELU, PriorName.STANDARD);
  }

  public ModelSettings {
    Ranges.require(
        !hidden.isEmpty() && hidden.stream().allMatch(width -> width != null && isWidth(width)),
        "hidden",
        "widths of 1 to " + WIDEST,
        hidden);
    hidden = List.copyOf(hidden);
    Ranges.require(isWidth(latent), "latent", "1 to " + WIDEST, latent);
  }

  private static boolean isWidth(int width) {
    return width >= 1 && width <= WIDEST;
  }
}
