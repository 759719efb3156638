package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.random.RandomKey;

class DatasetIteratorTest {

  private static final Dataset TEN = DatasetTest.numbered(10);

  private static DatasetIterator.Builder raw(int batchSize) {
    return new DatasetIterator.Builder(TEN, batchSize).scaleToUnit(false);
  }

  /** The numbers of the images in the order in which the rest of the epoch gives them. */
  private static List<Integer> order(DatasetIterator batches) {
    List<Integer> order = new ArrayList<>();
    while (batches.hasNext()) {
      for (float first : batches.next().getFeatures().getColumn(0).toFloatVector()) {
        order.add((int) first);
      }
    }
    return order;
  }

  private static List<Integer> keyed(long seed, int epoch) {
    return IntStream.of(RandomKey.of(seed).with("shuffle").with(epoch).permutation(10))
        .boxed()
        .toList();
  }

  @Test
  void scalesEachByteToTheNearestFloat() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    Dataset one = Dataset.unlabelled("bytes", ImageShape.grey(16, 16), all);
    float[] x = new DatasetIterator.Builder(one, 1).build().next().getFeatures().toFloatVector();
    for (int i = 0; i < all.length; i++) {
      // The double quotient rounded once more: i / 255 never lies near the middle of two floats.
      assertThat(x[i]).isEqualTo((float) (i / 255.0));
    }
  }

  @Test
  void featuresAndLabelsAreOneArray() {
    DataSet batch = raw(4).build().next();
    assertThat(batch.getLabels()).isSameAs(batch.getFeatures());
    assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(batch.getFeatures().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTheLastPartialBatch(boolean reuse) {
    DatasetIterator batches = raw(4).reuseArrays(reuse).build();
    List<Long> sizes = new ArrayList<>();
    batches.forEachRemaining(batch -> sizes.add(batch.getFeatures().size(0)));
    assertThat(sizes).containsExactly(4L, 4L, 2L);
    assertThat(batches.batches()).isEqualTo(3);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(batches::next);
  }

  @Test
  void withoutAShuffleTheOrderIsThatOfTheSet() {
    assertThat(order(raw(3).build())).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void eachEpochHasItsKeyedOrder() {
    DatasetIterator batches = raw(3).shuffle(7).build();
    assertThat(order(batches)).isEqualTo(keyed(7, 0));
    batches.reset();
    assertThat(order(batches)).isEqualTo(keyed(7, 1)).isNotEqualTo(keyed(7, 0));
    batches.setEpoch(5);
    assertThat(order(batches)).isEqualTo(keyed(7, 5));
  }

  @Test
  void resetOfAnUntouchedEpochDoesNothing() {
    DatasetIterator batches = raw(3).shuffle(7).build();
    batches.reset();
    assertThat(batches.epoch()).isZero();
    batches.next();
    batches.reset();
    batches.reset();
    assertThat(batches.epoch()).isEqualTo(1);
  }

  @Test
  void resumesInTheMiddleOfAnEpoch() {
    DatasetIterator batches = raw(3).shuffle(7).build();
    batches.setEpoch(2);
    batches.seek(2);
    assertThat(order(batches)).isEqualTo(keyed(7, 2).subList(6, 10));
    batches.seek(4);
    assertThat(batches.hasNext()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> batches.seek(5));
    assertThatIllegalArgumentException().isThrownBy(() -> batches.setEpoch(-1));
  }

  @Test
  void freshArraysOutliveTheNextBatchAndReusedOnesDoNot() {
    DatasetIterator fresh = raw(5).build();
    INDArray first = fresh.next().getFeatures();
    fresh.next();
    assertThat(first.getFloat(0, 0)).isZero();
    assertThat(fresh.asyncSupported()).isTrue();

    DatasetIterator reused = raw(5).reuseArrays(true).build();
    INDArray array = reused.next().getFeatures();
    assertThat(reused.next().getFeatures()).isSameAs(array);
    assertThat(array.getFloat(0, 0)).isEqualTo(5);
    assertThat(reused.asyncSupported()).isFalse();
  }

  @Test
  void reusedArraysLieInNoWorkspace() {
    DatasetIterator batches = raw(5).reuseArrays(true).build();
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace("batches")) {
      assertThat(workspace.isScopeActive()).isTrue();
      assertThat(batches.next().getFeatures().isAttached()).isFalse();
      assertThat(raw(1).build().next().getFeatures().toFloatVector()).containsExactly(0, 1);
    }
  }

  @Test
  void otherFloatingPointTypesHoldTheSameValues() {
    INDArray x =
        new DatasetIterator.Builder(TEN, 2).dataType(DataType.DOUBLE).build().next().getFeatures();
    assertThat(x.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(x.getDouble(0, 1)).isEqualTo(1f / 255f);
    assertThatIllegalArgumentException().isThrownBy(() -> raw(2).dataType(DataType.INT32));
  }

  @Test
  void smallerBatchesMayBeAskedFor() {
    DatasetIterator batches = raw(4).build();
    assertThat(batches.next(1).getFeatures().toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 1}});
    assertThatIllegalArgumentException().isThrownBy(() -> batches.next(5));
    assertThatIllegalArgumentException().isThrownBy(() -> batches.next(0));
  }

  @Test
  void preProcessorSeesEachBatch() {
    DatasetIterator batches = raw(4).build();
    batches.setPreProcessor(batch -> batch.getFeatures().addi(100));
    assertThat(batches.next().getFeatures().getFloat(0, 0)).isEqualTo(100);
  }

  @Test
  void describesItself() {
    DatasetIterator batches = raw(400).build();
    assertThat(batches.batch()).isEqualTo(10);
    assertThat(batches.inputColumns()).isEqualTo(2);
    assertThat(batches.totalOutcomes()).isEqualTo(2);
    assertThat(batches.getLabels()).containsExactly("even", "odd");
    assertThat(batches.resetSupported()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raw(0))
        .withMessage("a batch has 1 example or more, not 0");
  }
}
