package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vae4j.SmallVae;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.model.Vae;

class TrainerTest {
  private static final int BATCH_SIZE = 16;

  private final DatasetSplits splits = SmallVae.data(200, 50);

  @Test
  void lowersTheLoss() {
    List<EpochResult> results = train(SmallVae.untrained(1), 1, 8);
    double first = results.get(0).test().total();
    double last = results.get(7).test().total();
    // The two kinds of image are told apart by one bit; a model that has learned it saves more.
    assertThat(last).isLessThan(first - 1);
  }

  @Test
  void givesTheSameBitsForTheSameSeed() {
    Vae one = SmallVae.untrained(1);
    Vae other = SmallVae.untrained(1);
    List<EpochResult> first = train(one, 9, 3);
    List<EpochResult> second = train(other, 9, 3);
    assertThat(other.net().params()).isEqualTo(one.net().params());
    assertThat(second.get(2).train()).isEqualTo(first.get(2).train());
    assertThat(second.get(2).test()).isEqualTo(first.get(2).test());

    Vae third = SmallVae.untrained(1);
    train(third, 10, 3);
    assertThat(third.net().params()).isNotEqualTo(one.net().params());
  }

  @Test
  void goesOnWhereTheGraphStands() {
    Vae whole = SmallVae.untrained(1);
    train(whole, 9, 4);
    Vae pieces = SmallVae.untrained(1);
    train(pieces, 9, 2);
    List<EpochResult> rest = train(pieces, 9, 4);
    assertThat(rest).extracting(EpochResult::epoch).containsExactly(3, 4);
    assertThat(pieces.net().params()).isEqualTo(whole.net().params());
    assertThat(pieces.net().updaterState()).isEqualTo(whole.net().updaterState());
  }

  @Test
  void tellsEveryStepAndEpoch() {
    List<Step> steps = new ArrayList<>();
    List<EpochResult> results = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            steps.add(step);
          }

          @Override
          public void epochDone(EpochResult result) {
            results.add(result);
          }
        };
    new Trainer(
            SmallVae.untrained(1),
            TrainingData.of(splits.withValidation(20, 1), BATCH_SIZE, 1),
            1,
            List.of(listener))
        .train(2);

    // 180 examples in batches of 16: eleven full ones and one of 4
    assertThat(steps).hasSize(24);
    assertThat(steps.get(11).examples()).isEqualTo(180);
    assertThat(steps.get(11).batch()).isEqualTo(steps.get(11).batches()).isEqualTo(12);
    assertThat(results).extracting(EpochResult::iteration).containsExactly(12, 24);
    assertThat(results.get(0).train()).isEqualTo(steps.get(11).average());
    assertThat(results.get(0).train().examples()).isEqualTo(180);
    assertThat(results.get(0).validation().orElseThrow().examples()).isEqualTo(20);
    assertThat(results.get(0).test().examples()).isEqualTo(50);
    // what Adam was told, read back as the double it was
    assertThat(results.get(0).learningRate()).isCloseTo(1e-2, within(0.0));
  }

  @Test
  void stopsAtALossThatIsNotFinite() {
    Vae vae = SmallVae.untrained(1);
    vae.net().getLayer("posterior").getParam("b").putScalar(0, 3, Float.POSITIVE_INFINITY);
    assertThatThrownBy(() -> train(vae, 1, 1))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("KL = ")
        .hasMessageContaining("epoch 1, batch 1");
    assertThat(vae.net().getIterationCount()).isLessThanOrEqualTo(1);
  }

  private List<EpochResult> train(Vae vae, long seed, int epochs) {
    List<EpochResult> results = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            results.add(result);
          }
        };
    new Trainer(vae, TrainingData.of(splits, BATCH_SIZE, seed), seed, List.of(listener))
        .train(epochs);
    return results;
  }
}
