package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.SmallVae;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.penalty.PenaltyValue;
import org.vae4j.loss.penalty.PosteriorBatch;
import org.vae4j.loss.penalty.PosteriorPenalty;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.Objective;
import org.vae4j.model.Vae;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;
import org.vae4j.train.NonFiniteLossException;
import org.vae4j.train.Step;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingPlan;

class FlagsToTryTest {
  private static final int BATCHES = 4;

  @Test
  void smallerStepsThanTheRunsOwn() {
    assertThat(afterUpdates("learning-rate", "0.002"))
        .matches("--learning-rate 0\\.001 --clip-norm \\d+(\\.\\d+)?");
    assertThat(afterUpdates("learning-rate", "0.0001")).startsWith("--learning-rate 0.00003 ");
  }

  @Test
  void aBoundBelowOneThatDidNotHelp() {
    assertThat(afterUpdates("clip-norm", "0.5")).contains("--clip-norm 0.25");
    // one far above what was ever needed is no guide
    assertThat(afterUpdates("clip-norm", "1e9")).doesNotContain("--clip-norm 500000000");
  }

  @Test
  void anotherLossWhereTheReconstructionBroke() {
    assertThat(afterUpdates("likelihood", "gaussian-learned-variance"))
        .endsWith(", or --likelihood gaussian-constant-variance");
    assertThat(afterUpdates("likelihood", "gaussian", "scale", "none"))
        .endsWith(", or --scale standard");
    assertThat(afterUpdates("likelihood", "poisson"))
        .endsWith(", or --likelihood gaussian --scale standard");
    assertThat(afterUpdates("likelihood", "poisson", "dataset", "table", "train-images", "x.csv"))
        .endsWith(", or --likelihood table --scale standard");
  }

  @Test
  void noSmallerStepsWhereNoneWasMade() {
    assertThat(atOnce("likelihood", "gaussian-learned-variance"))
        .isEqualTo("--likelihood gaussian-constant-variance --scale standard");
    assertThat(atOnce("likelihood", "bernoulli")).isEqualTo("--seed 2");
  }

  @Test
  void aSmallerPenaltyWhereThePenaltyBroke() {
    assertThat(penaltyBroke("penalty-weight", "5")).endsWith(", or --penalty-weight 0.5");
    assertThat(penaltyBroke("penalty-weight", "0")).endsWith(", or --penalty none");
  }

  /** A penalty that cannot be computed from its second batch on. */
  private static String penaltyBroke(String... settings) {
    VaeLossLayer loss =
        new VaeLossLayer.Builder()
            .latentSize(SmallVae.LATENT)
            .likelihood(new BernoulliLikelihood())
            .penalty(new BreakingPenalty(), 1)
            .build();
    MlpArchitecture architecture =
        new MlpArchitecture(
            SmallVae.SHAPE.size(),
            List.of(8),
            Activation.RELU,
            Objective.of(loss),
            new LeanAdam(1e-2),
            1);
    BreakingPenalty.BATCHES.set(0);
    TrainingData data = TrainingData.of(SmallVae.data(BATCHES * 16, 16), 16, 1);
    NonFiniteLossException broken =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () -> new Trainer(Vae.untrained(architecture), data, TrainingPlan.seeded(1)).train(1));
    assertThat(broken)
        .hasMessageStartingWith("the loss is not finite: breaking penalty = NaN at epoch 1");
    assertThat(broken.broken()).containsExactly(NonFiniteLossException.Part.PENALTY);
    Map<String, String> flags = new HashMap<>(Map.of("penalty", "dip1"));
    flags.put(settings[0], settings[1]);
    return FlagsToTry.of(SettingsFile.resolve(Optional.empty(), flags), broken);
  }

  record BreakingPenalty() implements PosteriorPenalty {
    private static final AtomicInteger BATCHES = new AtomicInteger();

    @Override
    public String name() {
      return "breaking";
    }

    @Override
    public PenaltyValue at(PosteriorBatch batch) {
      double[][] zeros = new double[batch.examples()][batch.units()];
      return new PenaltyValue(BATCHES.incrementAndGet() > 1 ? Double.NaN : 1, zeros, zeros, null);
    }
  }

  /** Each can be given to {@code train} as it is. */
  @Test
  void areFlagsOfTrain() {
    for (String likelihood :
        List.of("gaussian-shared-variance", "gaussian", "poisson", "laplace")) {
      for (String way :
          afterUpdates("likelihood", likelihood, "scale", "none").split(", or ", -1)) {
        Map<String, String> flags = new HashMap<>();
        String[] words = way.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
          flags.put(words[i].substring(2), words[i + 1]);
        }
        assertThat(SettingsFile.resolve(Optional.empty(), flags)).isNotNull();
      }
    }
  }

  private static String afterUpdates(String... settings) {
    return tried(BATCHES / 2, settings);
  }

  private static String atOnce(String... settings) {
    return tried(0, settings);
  }

  /** What is said of a run with such settings whose weights break after so many updates. */
  private static String tried(int updates, String... settings) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      flags.put(settings[i], settings[i + 1]);
    }
    Settings resolved = SettingsFile.resolve(Optional.empty(), flags);
    return FlagsToTry.of(resolved, broken(updates));
  }

  private static NonFiniteLossException broken(int updates) {
    Vae vae = SmallVae.untrained(1);
    List<Step> steps = new ArrayList<>();
    TrainingListener breaking =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            steps.add(step);
            if (steps.size() == updates) {
              breakWeights(vae);
            }
          }
        };
    if (updates == 0) {
      breakWeights(vae);
    }
    TrainingData data = TrainingData.of(SmallVae.data(BATCHES * 16, 16), 16, 1);
    return catchThrowableOfType(
        NonFiniteLossException.class,
        () -> new Trainer(vae, data, TrainingPlan.seeded(1), breaking).train(1));
  }

  private static void breakWeights(Vae vae) {
    vae.net().getLayer("logits").getParam("b").putScalar(0, 3, Float.NaN);
  }
}
