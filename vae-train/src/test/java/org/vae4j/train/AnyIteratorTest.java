package org.vae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.ReconstructionDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.SmallVae;
import org.vae4j.datasets.DatasetIterator;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.model.Vae;

/** Training on iterators that are not ours. */
class AnyIteratorTest {
  private static final int BATCH = 16;
  private static final int EPOCHS = 3;

  private final DatasetSplits splits = SmallVae.data(72, 24);

  /** Every batch of a part, in its order, with class labels that are no x. */
  private List<DataSet> classified() {
    List<DataSet> batches = new ArrayList<>();
    new DatasetIterator.Builder(splits.train(), BATCH)
        .build()
        .forEachRemaining(
            batch ->
                batches.add(new DataSet(batch.getFeatures(), Nd4j.ones(batch.numExamples(), 2))));
    return batches;
  }

  /** The batches, one at a time. */
  private static DataSetIterator over(List<DataSet> batches) {
    return new Listed(batches, true);
  }

  private DataSetIterator ours() {
    return new DatasetIterator.Builder(splits.train(), BATCH).build();
  }

  private static Vae trained(DataSetIterator iterator) {
    Vae vae = SmallVae.untrained(1);
    new Trainer(vae, TrainingData.of(iterator), TrainingPlan.seeded(9)).train(EPOCHS);
    return vae;
  }

  @Test
  void givesTheBitsOfOurOwnOverTheSameBatches() {
    Vae own = trained(ours());
    List<DataSetIterator> others =
        List.of(
            over(classified()),
            over(classified().stream().map(b -> new DataSet(b.getFeatures(), null)).toList()),
            new ReconstructionDataSetIterator(over(classified())),
            new AsyncDataSetIterator(over(classified()), 2));
    for (DataSetIterator other : others) {
      Vae vae = trained(other);
      assertThat(vae.net().params()).isEqualTo(own.net().params());
      assertThat(vae.net().updaterState()).isEqualTo(own.net().updaterState());
    }
  }

  /** DL4J's list iterator takes single examples and makes batches of them. */
  @Test
  void trainsOnDl4jsListIterator() {
    List<DataSet> examples = new ArrayList<>();
    classified().forEach(batch -> examples.addAll(batch.asList()));
    assertThat(trained(new ListDataSetIterator<>(examples, BATCH)).net().params())
        .isEqualTo(trained(ours()).net().params());
  }

  @Test
  void takesNumbersOfAnotherType() {
    List<DataSet> doubles =
        classified().stream()
            .map(batch -> new DataSet(batch.getFeatures().castTo(DataType.DOUBLE), null))
            .toList();
    assertThat(trained(over(doubles)).net().params()).isEqualTo(trained(ours()).net().params());
  }

  /** Images [N, C, H, W], as image readers give them: the loss has them as rows. */
  @Test
  void hasRowsAsLabelsOfImages() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 2, 3, 4, 5);
    EpochBatches batches = new EpochBatches(over(List.of(new DataSet(images, null))), 0, 0);
    DataSet batch = batches.next();
    assertThat(batch.getFeatures()).isSameAs(images);
    assertThat(batch.getLabels()).isEqualTo(images.reshape(2, 60));
  }

  @Test
  void keepsTheMaskOfABatchThatIsItsOwnLabel() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 5);
    INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {0}});
    DataSet masked = new DataSet(x, x, null, mask);
    assertThat(new EpochBatches(over(List.of(masked)), 0, 0).next()).isSameAs(masked);
  }

  @Test
  void resetsBeforeEachEpochSoThatOneWhichShufflesIsFollowed() {
    Vae one = trained(new Shuffling(classified(), 5));
    assertThat(trained(new Shuffling(classified(), 5)).net().params())
        .isEqualTo(one.net().params());
    assertThat(trained(new Shuffling(classified(), 6)).net().params())
        .isNotEqualTo(one.net().params());
    assertThat(one.net().params()).isNotEqualTo(trained(ours()).net().params());
  }

  @Test
  void goesOnInsideAnEpoch() {
    Vae pieces = SmallVae.untrained(1);
    DataSetIterator iterator = over(classified());
    StopRequest stop = new StopRequest();
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            if (step.epoch() == 2 && step.batch() == 2) {
              stop.make();
            }
          }
        };
    TrainingData data = TrainingData.of(iterator);
    TrainingState reached =
        new Trainer(pieces, data, TrainingPlan.seeded(9), stopping)
            .train(TrainingState.start(9), EPOCHS, stop);
    assertThat(reached.batch()).isEqualTo(2);
    new Trainer(pieces, data, TrainingPlan.seeded(9)).train(reached, EPOCHS, new StopRequest());
    assertThat(pieces.net().params()).isEqualTo(trained(ours()).net().params());
  }

  /** 72 examples in batches of 16: four full ones and one of 8. */
  @Test
  void tellsTheLastStepOfAnEpoch() {
    List<Step> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepDone(Step step) {
            steps.add(step);
          }
        };
    new Trainer(
            SmallVae.untrained(1),
            TrainingData.of(over(classified())),
            TrainingPlan.seeded(1),
            listener)
        .train(2);
    assertThat(steps).extracting(Step::batch).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    assertThat(steps)
        .filteredOn(step -> step.batch() == step.batches())
        .extracting(Step::batch)
        .containsExactly(5, 5);
  }

  @Test
  void oneThatCannotBeResetGivesOneEpoch() {
    Vae vae = SmallVae.untrained(1);
    Trainer trainer =
        new Trainer(vae, TrainingData.of(new Listed(classified(), false)), TrainingPlan.seeded(9));
    assertThat(trainer.train(1).epoch()).isEqualTo(1);
    assertThatThrownBy(() -> trainer.train(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a batch 1 in epoch 2, found the end of %s, an iterator that cannot be reset"
                .formatted(Listed.class.getName()));
  }

  @Test
  void anEmptyOneIsRefused() {
    assertThatThrownBy(() -> trained(over(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a batch 1 in epoch 1");
  }

  @Test
  void stopsEarlyAndKeepsTheBestModel() {
    Vae vae = SmallVae.untrained(1);
    BestModel best = new BestModel(vae);
    assertThatThrownBy(best::vae).isInstanceOf(IllegalStateException.class);

    List<Double> losses = new ArrayList<>();
    List<INDArray> parameters = new ArrayList<>();
    TrainingListener record =
        TrainingListener.ofEpochs(
            result -> {
              losses.add(result.validation().orElseThrow().total());
              parameters.add(vae.net().params().dup());
            });
    // The held-out images are noise, which more training explains worse and worse.
    DataSetIterator held = over(List.of(new DataSet(Nd4j.rand(4L, new long[] {24, 20}), null)));
    TrainingState reached =
        new Trainer(
                vae,
                TrainingData.of(ours()).withValidation(held),
                TrainingPlan.seeded(9).withPatience(2),
                record,
                best)
            .train(100);
    int lowest = losses.indexOf(Collections.min(losses));
    assertThat(reached.epoch()).isEqualTo(lowest + 3).isLessThan(100);
    assertThat(best.vae().net().params()).isEqualTo(parameters.get(lowest));
    assertThat(best.vae().net().params()).isNotEqualTo(vae.net().params());
    assertThat(best.vae().net().getEpochCount()).isEqualTo(lowest + 1);
  }

  /** What a copy is trained on, the original is not, and both go on to the same bits. */
  @Test
  void aCopyTrainsOnByItself() {
    Vae vae = trained(ours());
    INDArray before = vae.net().params().dup();
    Vae copy = vae.copy();
    new Trainer(copy, TrainingData.of(ours()), TrainingPlan.seeded(9)).train(EPOCHS + 1);
    assertThat(vae.net().params()).isEqualTo(before);
    new Trainer(vae, TrainingData.of(ours()), TrainingPlan.seeded(9)).train(EPOCHS + 1);
    assertThat(copy.net().params()).isEqualTo(vae.net().params());
    assertThat(copy.net().updaterState()).isEqualTo(vae.net().updaterState());
    assertThat(copy.net().getIterationCount()).isEqualTo(vae.net().getIterationCount());
  }

  /** As a user may write one: batches from a list, with what DL4J asks of an iterator. */
  private static class Listed implements DataSetIterator {
    private static final long serialVersionUID = 1;

    final transient List<DataSet> batches;
    private final boolean resettable;
    private int next;

    Listed(List<DataSet> batches, boolean resettable) {
      this.batches = new ArrayList<>(batches);
      this.resettable = resettable;
    }

    @Override
    public boolean hasNext() {
      return next < batches.size();
    }

    @Override
    public DataSet next() {
      return batches.get(next++);
    }

    @Override
    public DataSet next(int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean resetSupported() {
      return resettable;
    }

    @Override
    public void reset() {
      next = 0;
    }

    @Override
    public boolean asyncSupported() {
      return true;
    }

    @Override
    public int batch() {
      return BATCH;
    }

    @Override
    public int inputColumns() {
      return SmallVae.SHAPE.size();
    }

    @Override
    public int totalOutcomes() {
      return 2;
    }

    @Override
    public List<String> getLabels() {
      return List.of();
    }

    @Override
    public void setPreProcessor(org.nd4j.linalg.dataset.api.DataSetPreProcessor preProcessor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public org.nd4j.linalg.dataset.api.DataSetPreProcessor getPreProcessor() {
      return null;
    }
  }

  /** One that shuffles by itself whenever it is reset. */
  private static final class Shuffling extends Listed {
    private static final long serialVersionUID = 1;

    private final Random random;

    Shuffling(List<DataSet> batches, long seed) {
      super(batches, true);
      random = new Random(seed);
    }

    @Override
    public void reset() {
      super.reset();
      Collections.shuffle(batches, random);
    }
  }
}
