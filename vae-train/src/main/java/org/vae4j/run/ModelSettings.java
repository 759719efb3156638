package org.vae4j.run;

import java.util.List;
import org.nd4j.linalg.activations.Activation;

/** What is trained. */
public record ModelSettings(
    @Setting(value = "mlp: dense layers, the decoder mirrors the encoder", label = "NAME")
        ArchitectureName architecture,
    @Setting(value = "widths of the encoder's hidden layers", label = "N[,N...]")
        List<Integer> hidden,
    @Setting(value = "number of latent units", label = "N") int latent,
    @Setting(value = "of the hidden layers: relu, tanh, elu, ...", label = "NAME")
        Activation activation) {
  static final ModelSettings DEFAULTS =
      new ModelSettings(ArchitectureName.MLP, List.of(400), 20, Activation.RELU);

  public ModelSettings {
    Ranges.require(
        !hidden.isEmpty() && hidden.stream().allMatch(width -> width != null && width >= 1),
        "hidden",
        "widths of at least 1",
        hidden);
    hidden = List.copyOf(hidden);
    Ranges.require(latent >= 1, "latent", "at least 1", latent);
  }
}
