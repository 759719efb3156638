package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.drawn.Digits;
import org.vae4j.loss.LossTerms;
import org.vae4j.model.Vae;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;
import org.vae4j.train.EpochResult;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingListener;
import org.vae4j.train.TrainingPlan;

/** What the settings of the KL term do to a model of the drawn digits. */
@Tag("stress") // many seconds of runs or networks
class KlObjectivesTest {
  private static final int EPOCHS = 6;
  private static final int UNITS = 10;
  private static DatasetSplits digits;
  private static List<EpochResult> plain;

  @BeforeAll
  static void train() {
    DatasetSplits all = Digits.generate(1);
    digits = DatasetSplits.of(all.train().take(3000), all.test().take(500));
    plain = train(Map.of());
  }

  private static List<EpochResult> train(Map<String, String> flags) {
    return train(flags, EPOCHS);
  }

  private static List<EpochResult> train(Map<String, String> flags, int epochs) {
    List<EpochResult> history = new ArrayList<>();
    trained(flags, epochs, history);
    return history;
  }

  private static Vae trained(Map<String, String> flags, int epochs, List<EpochResult> history) {
    Map<String, String> all = new LinkedHashMap<>(flags);
    all.put("hidden", "100");
    all.put("latent", Integer.toString(UNITS));
    all.put("epochs", Integer.toString(epochs));
    all.put("batch-size", "100");
    Settings settings = SettingsFile.resolve(Optional.empty(), all);
    TrainingData data = TrainingData.of(digits, 100, 1);
    Vae vae =
        NewModel.of(
            settings,
            digits.train(),
            settings.training().stepsPerEpoch(digits.train().size()),
            epochs);
    new Trainer(vae, data, TrainingPlan.seeded(1), TrainingListener.ofEpochs(history::add))
        .train(epochs);
    return vae;
  }

  private static LossTerms last(List<EpochResult> history) {
    return history.get(history.size() - 1).test().orElseThrow();
  }

  private static List<Double> weights(List<EpochResult> history) {
    return history.stream().map(result -> result.train().klWeight()).toList();
  }

  @Test
  void betaTradesReconstructionForKl() {
    LossTerms one = last(plain);
    LossTerms four = last(train(Map.of("kl-weight", "4")));

    assertThat(four.kl()).isLessThan(one.kl());
    assertThat(four.reconstruction()).isGreaterThan(one.reconstruction());
    assertThat(four.objective()).isGreaterThan(four.total());
  }

  @Test
  void freeBitsKeepEveryUnitAtOrAboveTheFloor() {
    double floor = 0.5;
    LossTerms free = last(train(Map.of("free-bits", Double.toString(floor))));

    // Without them some units collapse, or the test would say nothing.
    assertThat(last(plain).klPerUnit()).anyMatch(kl -> kl < floor / 2);
    assertThat(free.klPerUnit()).allMatch(kl -> kl >= floor);
  }

  /** 30 steps an epoch: the last step of the first epoch of two has weight 29/60. */
  @Test
  void warmUpReachesItsWeight() {
    List<EpochResult> history = train(Map.of("kl-warmup", "2"), 4);

    assertThat(weights(history)).containsExactly(29 / 60.0, 59 / 60.0, 1.0, 1.0);
    assertThat(last(history).objective()).isEqualTo(last(history).total());
  }

  @Test
  void aCycleStartsAnewAndEndsAtItsWeight() {
    List<EpochResult> history = train(Map.of("kl-cycle", "2", "kl-weight", "3"), 5);

    // Half a cycle of 60 steps rises: 29 of its 30 steps have been taken when an odd epoch ends.
    assertThat(weights(history)).containsExactly(2.9, 3.0, 2.9, 3.0, 2.9);
  }

  @Test
  void theKlFollowsTheCapacity() {
    List<EpochResult> history = train(Map.of("capacity", "6", "capacity-epochs", "3"));

    // A weight of 1000 on the distance makes Adam's steps cross the goal to and fro.
    assertThat(last(history).kl()).isCloseTo(6, within(0.5));
    assertThat(last(plain).kl()).isGreaterThan(8);
  }

  @Test
  void aLearnedPriorIsSampledFrom() {
    Vae vae = trained(Map.of("prior", "learned"), 2, new ArrayList<>());

    assertThat(vae.prior().moments().logVariance().norm1Number().doubleValue()).isPositive();
    assertThat(vae.sample(3, 1).shape()).containsExactly(3, 784);
  }
}
