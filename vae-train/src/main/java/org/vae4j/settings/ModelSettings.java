package org.vae4j.settings;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
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
            value =
                "widths of the encoder's dense hidden layers; for conv 256 by default; of two levels"
                    + " those of the upper one after a slash, by default half of the lower one's",
            label = "N[,N...][/N[,N...]]")
        HiddenWidths hidden,
    @Setting(
            value =
                "number of latent units; two numbers for two levels, of which the upper one is the"
                    + " prior of the lower",
            label = "N[,N]")
        List<Integer> latent,
    @Setting(value = "of the hidden layers: relu, tanh, elu, ...", label = "NAME")
        Activation activation,
    @Setting(
            value =
                "p(z): standard, N(0, I); learned, a Gaussian; mixture, of learned Gaussians; or vamp, of"
                    + " what the encoder makes of learned inputs",
            label = "NAME")
        PriorName prior,
    @Setting(value = "how many Gaussians the prior is a mixture of (mixture, vamp)", label = "C")
        int priorComponents,
    @Setting(
            value =
                "q(z given x): gaussian, or a Gaussian moved by flows: planar, coupling or iaf (inverse"
                    + " autoregressive)",
            label = "NAME")
        Posterior posterior,
    @Setting(value = "how many flows there are in a row (planar, coupling, iaf)", label = "N")
        int flowSteps) {
  /** The posteriors that can be asked for by name. */
  public enum Posterior {
    /** A diagonal Gaussian. */
    GAUSSIAN,
    /** One that planar flows move. */
    PLANAR,
    /** One that affine coupling flows move. */
    COUPLING,
    /** One that inverse autoregressive flows move. */
    IAF
  }

  /** Beyond it a single weight matrix would not fit into what ND4J can address. */
  private static final int WIDEST = 1_000_000;

  /** As many as Tomczak and Welling have, 2018. */
  private static final int COMPONENTS = 500;

  private static final int STEPS = 4;
  private static final int MOST_STEPS = 100;

  static final ModelSettings DEFAULTS = defaults(ArchitectureName.MLP);

  static ModelSettings defaults(ArchitectureName architecture) {
    return new ModelSettings(
        architecture,
        architecture.hidden(),
        List.of(20),
        Activation.RELU,
        PriorName.STANDARD,
        COMPONENTS,
        Posterior.GAUSSIAN,
        STEPS);
  }

  public ModelSettings {
    Ranges.require(latent != null && !latent.isEmpty(), "latent", "one level or two", "nothing");
    String sizes =
        latent.stream().map(size -> Objects.toString(size, "")).collect(Collectors.joining(","));
    Ranges.require(
        latent.stream().allMatch(size -> size != null && isWidth(size)),
        "latent",
        "1 to " + WIDEST,
        sizes);
    Ranges.require(latent.size() <= 2, "latent", "one level or two", sizes);
    latent = List.copyOf(latent);
    boolean twoLevels = latent.size() == 2;
    Ranges.require(
        twoLevels || hidden.upper().isEmpty(),
        "hidden",
        "one level beside --latent " + sizes,
        hidden);
    if (twoLevels && hidden.upper().isEmpty()) {
      hidden = hidden.withHalfAbove();
    }
    Ranges.require(
        !twoLevels || prior == null || prior == PriorName.STANDARD,
        "prior",
        "standard beside two levels of --latent, of which the upper one is the prior of the lower",
        prior);
    posterior = Objects.requireNonNullElse(posterior, Posterior.GAUSSIAN);
    Ranges.require(isWidth(priorComponents), "prior-components", "1 to " + WIDEST, priorComponents);
    Ranges.require(
        flowSteps >= 1 && flowSteps <= MOST_STEPS, "flow-steps", "1 to " + MOST_STEPS, flowSteps);
    Ranges.require(
        flowSteps == STEPS || posterior != Posterior.GAUSSIAN,
        "posterior",
        "planar, coupling or iaf with --flow-steps",
        "gaussian");
    Ranges.require(
        priorComponents == COMPONENTS || !isGaussian(prior),
        "prior",
        "mixture or vamp with --prior-components",
        prior);
    Ranges.require(
        latent.get(0) >= 2 || posterior == Posterior.GAUSSIAN || posterior == Posterior.PLANAR,
        "latent",
        "at least 2 beside --posterior coupling or iaf, which move a unit by what others say",
        latent.get(0));
  }

  /** L, of two levels that of the lower one. */
  public int latentSize() {
    return latent.get(0);
  }

  /** How many units the upper level has, where there are two. */
  public OptionalInt upperLatentSize() {
    return latent.stream().skip(1).mapToInt(size -> size).findFirst();
  }

  private static boolean isGaussian(PriorName prior) {
    return prior == null || prior.isGaussian();
  }

  private static boolean isWidth(int width) {
    return width >= 1 && width <= WIDEST;
  }
}
