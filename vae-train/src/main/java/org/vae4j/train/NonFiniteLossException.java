package org.vae4j.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.vae4j.loss.LossTerms;

/** A term of the loss, or a parameter, became NaN or infinite; the model is of no use any more. */
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What can break. */
  public enum Part {
    /** −log p(x | z). */
    RECONSTRUCTION,
    /** KL(q(z | x) ‖ p(z)). */
    KL,
    /** What the objective makes of a KL divergence that is finite. */
    KL_PENALTY,
    /** A penalty of the aggregate posterior, where the ELBO's own terms are finite. */
    PENALTY,
    /** The network itself, by an update after a loss that was finite. */
    PARAMETERS
  }

  private final EnumSet<Part> broken;
  private final int updates;
  private final double normBefore;

  private NonFiniteLossException(
      String message, EnumSet<Part> broken, int updates, double normBefore, Throwable cause) {
    super(message, cause);
    this.broken = broken;
    this.updates = updates;
    this.normBefore = normBefore;
  }

  private static NonFiniteLossException of(
      String where, EnumSet<Part> broken, int updates, ComputationGraph net, OptionalDouble norm) {
    OptionalDouble before = GradientNorm.before(net);
    List<String> norms = new ArrayList<>();
    norm.ifPresent(value -> norms.add(shown(value) + " at this step"));
    before.ifPresent(value -> norms.add(shown(value) + " before it"));
    String gradient = norms.isEmpty() ? "" : "; norm of the gradient " + String.join(", ", norms);
    return new NonFiniteLossException(
        "the loss is not finite: " + where + gradient,
        broken,
        updates,
        before.orElse(Double.NaN),
        null);
  }

  /**
   * The parameters after a step whose loss was still finite; the next one's is not.
   *
   * @param net after that step
   */
  public static NonFiniteLossException inParameters(TrainingState state, ComputationGraph net) {
    return of(
        "the parameters broke at %s (iteration %d)"
            .formatted(state.position(), net.getIterationCount()),
        EnumSet.of(Part.PARAMETERS),
        net.getIterationCount() - 1,
        net,
        OptionalDouble.empty());
  }

  /**
   * A batch that was trained on.
   *
   * @param updates that were made before it
   * @param net after it
   */
  static NonFiniteLossException inTraining(
      int epoch, int batch, int updates, LossTerms terms, ComputationGraph net) {
    return of(
        "%s at epoch %d, batch %d (iteration %d)"
            .formatted(shown(terms), epoch, batch, updates + 1),
        broken(terms),
        updates,
        net,
        GradientNorm.ofBroken(net, net.getIterationCount() > updates));
  }

  /** A part that is held out, after the last update of an epoch. */
  static NonFiniteLossException after(String part, LossTerms terms, ComputationGraph net) {
    return of(
        "%s on %s after the last update of epoch %d (iteration %d)"
            .formatted(shown(terms), part, net.getEpochCount(), net.getIterationCount()),
        broken(terms),
        net.getIterationCount(),
        net,
        OptionalDouble.empty());
  }

  /** The same, and what can be done about it. */
  public NonFiniteLossException withRemedy(String remedy) {
    return new NonFiniteLossException(
        getMessage() + "; to try: " + remedy, broken, updates, normBefore, this);
  }

  /** What broke, at least one. */
  public Set<Part> broken() {
    return EnumSet.copyOf(broken);
  }

  /** How many updates the network had before it broke: with none, they are not what broke it. */
  public int updates() {
    return updates;
  }

  /** The norm of the gradient when all was sound, finite and above 0; empty if nobody knows. */
  public OptionalDouble normBefore() {
    return Double.isNaN(normBefore) ? OptionalDouble.empty() : OptionalDouble.of(normBefore);
  }

  private static EnumSet<Part> broken(LossTerms terms) {
    EnumSet<Part> broken = EnumSet.noneOf(Part.class);
    if (!Double.isFinite(terms.reconstruction())) {
      broken.add(Part.RECONSTRUCTION);
    }
    if (!Double.isFinite(terms.kl())) {
      broken.add(Part.KL);
    }
    if (!broken.isEmpty()) {
      return broken;
    }
    if (!Double.isFinite(terms.penalty())) {
      broken.add(Part.PENALTY);
    }
    if (broken.isEmpty() || !Double.isFinite(terms.klPenalty())) {
      broken.add(Part.KL_PENALTY);
    }
    return broken;
  }

  private static String shown(LossTerms terms) {
    List<String> shown = new ArrayList<>();
    for (Part part : broken(terms)) {
      shown.add(
          switch (part) {
            case RECONSTRUCTION -> "reconstruction = " + terms.reconstruction();
            case KL -> "KL = " + terms.kl();
            case PENALTY -> shown(terms.penalties());
            default -> "KL penalty = " + terms.klPenalty();
          });
    }
    return String.join(", ", shown);
  }

  /** Those that broke, by name. */
  private static String shown(Map<String, Double> penalties) {
    return penalties.entrySet().stream()
        .filter(penalty -> !Double.isFinite(penalty.getValue()))
        .map(penalty -> "%s penalty = %s".formatted(penalty.getKey(), penalty.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String shown(double norm) {
    return Double.isFinite(norm) ? String.format(Locale.ROOT, "%.3g", norm) : "" + norm;
  }
}
