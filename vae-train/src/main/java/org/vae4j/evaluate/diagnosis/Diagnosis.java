package org.vae4j.evaluate.diagnosis;

import java.util.List;
import java.util.Optional;

/** All checks, in the order in which what they find is told. */
public final class Diagnosis {
  /** What is said where nothing is wrong. */
  public static final String NOTHING_FOUND = "nothing found: training, model and data look sound";

  private static final List<Check> CHECKS =
      List.of(
          new Unstable(),
          new NoStructure(),
          new PosteriorCollapse(),
          new TooFewUpdates(),
          new StillImproving(),
          new OverFitting(),
          new LatentTooSmall(),
          new UnusedUnits(),
          new UnfitLikelihood(),
          new PoorSamples(),
          new SharedExamples(),
          new ColumnGivesItAway());

  private Diagnosis() {}

  /** What is wrong; empty for a sound model. */
  public static List<Finding> of(Evidence evidence) {
    return CHECKS.stream().map(check -> check.look(evidence)).flatMap(Optional::stream).toList();
  }
}
