package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vae4j.SmallVae;
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
