package org.vae4j.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

  /**
   * The widths of dense layers, from x to z.
   *
   * @param lower of the level next to x
   * @param upper of the level above it; empty if there is none, or it is not said
   */
  public record HiddenWidths(List<Integer> lower, List<Integer> upper) {
    private static final Pattern WIDTHS = Pattern.compile("[0-9]{1,9}(,[0-9]{1,9})*");

    /** Keeps copies. */
    public HiddenWidths {
      lower = List.copyOf(lower);
      upper = List.copyOf(upper);
      Ranges.require(
          !lower.isEmpty()
              && Stream.of(lower, upper).flatMap(List::stream).allMatch(ModelSettings::isWidth),
          "hidden",
          "widths of 1 to " + WIDEST,
          text(lower, upper));
    }

    /** Reads {@code 200,200} or {@code 200,200/100,100}. */
    static HiddenWidths read(String text) {
      List<String> levels = List.of(text.split("/", -1));
      Ranges.require(levels.size() <= 2, "hidden", "widths of one level or two", text);
      Ranges.require(
          levels.stream().allMatch(level -> WIDTHS.matcher(level).matches()),
          "hidden",
          "widths of 1 to " + WIDEST,
          text);
      return new HiddenWidths(
          widths(levels.get(0)), levels.size() == 1 ? List.of() : widths(levels.get(1)));
    }

    private static List<Integer> widths(String level) {
      return Stream.of(level.split(",")).map(Integer::valueOf).toList();
    }

    private HiddenWidths withHalfAbove() {
      return new HiddenWidths(lower, lower.stream().map(width -> Math.max(1, width / 2)).toList());
    }

    private static String text(List<Integer> lower, List<Integer> upper) {
      return Stream.of(lower, upper)
          .filter(level -> !level.isEmpty())
          .map(level -> level.stream().map(String::valueOf).collect(Collectors.joining(",")))
          .collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
      return text(lower, upper);
    }

    /** One level is a list in YAML, two are text. */
    static SimpleModule inYaml() {
      return new SimpleModule("HiddenWidths")
          .addSerializer(new StdDelegatingSerializer(HiddenWidths.class, new Writing()))
          .addDeserializer(HiddenWidths.class, new StdDelegatingDeserializer<>(new Reading()));
    }

    private static final class Writing extends StdConverter<HiddenWidths, Object> {
      @Override
      public Object convert(HiddenWidths widths) {
        return widths.upper.isEmpty() ? widths.lower : widths.toString();
      }
    }

    private static final class Reading extends StdConverter<JsonNode, HiddenWidths> {
      @Override
      public HiddenWidths convert(JsonNode value) {
        return read(
            value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(","))
                : value.asText());
      }
    }
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
    String sizes = latent.stream().map(String::valueOf).collect(Collectors.joining(","));
    Ranges.require(
        latent.stream().allMatch(size -> size != null && isWidth(size)),
        "latent",
        "1 to " + WIDEST,
        sizes);
    Ranges.require(latent.size() == 1 || latent.size() == 2, "latent", "one level or two", sizes);
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
