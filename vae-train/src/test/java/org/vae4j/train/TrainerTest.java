package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vae4j.SmallVae;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.preprocess.Binarisation;
import org.vae4j.datasets.preprocess.Draws;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

class TrainerTest {
  private static final int BATCH_SIZE = 16;

  private final DatasetSplits splits = SmallVae.data(200, 50);

  @Test
  void lowersTheLoss() {
    List<EpochResult> results = train(SmallVae.untrained(1), 1, 8);
    double first = results.get(0).test().orElseThrow().total();
    double last = results.get(7).test().orElseThrow().total();
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

  /** A thread that makes batches ahead cannot change a result. */
  @Test
  void givesTheSameBitsWithAndWithoutPrefetching() {
    DatasetSplits drawn =
        new DatasetSplits(
            splits
                .train()
                .then(new Binarisation(Draws.everyEpoch(RandomKey.of(4).with("binarisation")))),
            Optional.empty(),
            splits.test());
    List<Vae> models = new ArrayList<>();
    for (boolean prefetch : new boolean[] {true, false}) {
      Vae vae = SmallVae.untrained(1);
      TrainingData data = TrainingData.of(drawn, BATCH_SIZE, 9, prefetch);
      new Trainer(vae, data, TrainingPlan.seeded(9)).train(3);
      models.add(vae);
    }
    assertThat(models.get(0).net().params()).isEqualTo(models.get(1).net().params());
    assertThat(models.get(0).net().updaterState()).isEqualTo(models.get(1).net().updaterState());
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
            TrainingPlan.seeded(1),
            listener)
        .train(2);

    // 180 examples in batches of 16: eleven full ones and one of 4
    assertThat(steps).hasSize(24);
    assertThat(steps.get(11).examples()).isEqualTo(180);
    assertThat(steps.get(11).batch()).isEqualTo(steps.get(11).batches()).isEqualTo(12);
    assertThat(results).extracting(EpochResult::iteration).containsExactly(12, 24);
    assertThat(results.get(0).train()).isEqualTo(steps.get(11).average());
    assertThat(results.get(0).train().examples()).isEqualTo(180);
    assertThat(results.get(0).validation().orElseThrow().examples()).isEqualTo(20);
    assertThat(results.get(0).test().orElseThrow().examples()).isEqualTo(50);
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
        .hasMessageContaining(
            "at epoch 1, batch 1 (iteration 1); norm of the gradient NaN at this step")
        .satisfies(
            e -> {
              NonFiniteLossException broken = (NonFiniteLossException) e;
              assertThat(broken.broken()).contains(NonFiniteLossException.Part.KL);
              assertThat(broken.updates()).isZero();
              assertThat(broken.normBefore()).isEmpty();
            });
    assertThat(vae.net().getIterationCount()).isZero();
  }

  @Test
  void stopsAfterTheStepAndGoesOnFromThere() {
    Vae whole = SmallVae.untrained(1);
    List<EpochResult> expected = train(whole, 9, 3);

    Vae pieces = SmallVae.untrained(1);
    StopRequest stop = new StopRequest();
    List<TrainingState> stoppedAt = new ArrayList<>();
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            if (step.epoch() == 2 && step.batch() == 5) {
              stop.make();
            }
          }

          @Override
          public void stopped(TrainingState state) {
            stoppedAt.add(state);
          }
        };
    TrainingData data = TrainingData.of(splits, BATCH_SIZE, 9);
    TrainingState reached =
        new Trainer(pieces, data, TrainingPlan.seeded(9), stopping)
            .train(TrainingState.start(9), 3, stop);
    assertThat(stoppedAt).containsExactly(reached);
    assertThat(reached.epoch()).isEqualTo(1);
    assertThat(reached.batch()).isEqualTo(5);
    assertThat(reached.sums().examples()).isEqualTo(5 * BATCH_SIZE);
    assertThat(pieces.net().getIterationCount()).isEqualTo(13 + 5);

    List<EpochResult> rest = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    TrainingListener recording =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            steps.add(step);
          }

          @Override
          public void epochDone(EpochResult result) {
            rest.add(result);
          }
        };
    new Trainer(pieces, data, TrainingPlan.seeded(9), recording)
        .train(reached, 3, new StopRequest());
    assertThat(steps.get(0).batch()).isEqualTo(6);
    assertThat(steps.get(0).seconds()).isGreaterThan(reached.seconds());
    assertThat(rest).extracting(EpochResult::epoch).containsExactly(2, 3);
    assertThat(rest.get(0).train()).isEqualTo(expected.get(1).train());
    assertThat(rest.get(1).test()).isEqualTo(expected.get(2).test());
    assertThat(pieces.net().params()).isEqualTo(whole.net().params());
    assertThat(pieces.net().updaterState()).isEqualTo(whole.net().updaterState());
  }

  @Test
  void lowersTheLearningRateAndKeepsTheUpdatersState() {
    // Steps of 1e-30 change nothing, so that no loss but the first is a new low.
    Vae vae = SmallVae.untrained(1);
    TrainingPlan plan =
        new TrainingPlan(
            1, 0, OptionalInt.empty(), Optional.of(new ReduceOnPlateau(1e-30, 0.5, 1)));
    List<EpochResult> results = new ArrayList<>();
    new Trainer(
            vae,
            TrainingData.of(splits.withValidation(20, 1), BATCH_SIZE, 1),
            plan,
            TrainingListener.ofEpochs(results::add))
        .train(TrainingState.start(1), 3, new StopRequest());
    // the rate of the epoch's last update, not of the next one
    assertThat(results)
        .extracting(EpochResult::learningRate)
        .containsExactly(1e-30, 1e-30, 0.5e-30);
    assertThat(vae.net().getLearningRate("logits")).isEqualTo(0.25e-30);

    Vae constant = SmallVae.untrained(1);
    constant.net().setLearningRate(1e-30);
    new Trainer(
            constant,
            TrainingData.of(splits.withValidation(20, 1), BATCH_SIZE, 1),
            TrainingPlan.seeded(1))
        .train(3);
    assertThat(vae.net().updaterState()).isEqualTo(constant.net().updaterState());
  }

  @Test
  void refusesAStateOfAnotherPlace() {
    TrainingData data = TrainingData.of(splits, BATCH_SIZE, 9);
    Trainer trainer = new Trainer(SmallVae.untrained(1), data, TrainingPlan.seeded(9));
    assertThatThrownBy(() -> trainer.train(TrainingState.start(8), 1, new StopRequest()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed 9");
    TrainingPlan patient = TrainingPlan.seeded(9).withPatience(1);
    assertThatThrownBy(() -> new Trainer(SmallVae.untrained(1), data, patient))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validation");
  }

  private List<EpochResult> train(Vae vae, long seed, int epochs) {
    List<EpochResult> results = new ArrayList<>();
    TrainingData data = TrainingData.of(splits, BATCH_SIZE, seed);
    new Trainer(vae, data, TrainingPlan.seeded(seed), TrainingListener.ofEpochs(results::add))
        .train(epochs);
    return results;
  }
}
