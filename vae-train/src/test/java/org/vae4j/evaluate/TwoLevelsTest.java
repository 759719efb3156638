package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SmallVae;
import org.vae4j.loss.ExampleTerms;
import org.vae4j.model.Vae;
import org.vae4j.random.RandomKey;

/** The draws of two levels, by their keys. */
class TwoLevelsTest {
  private static final int EXAMPLES = 7;
  private static final RandomKey KEY = RandomKey.of(4);

  /** Matrix products in float of another shape, in a sum of some 14 nats. */
  private static final double FLOAT = 1e-4;

  private final Vae vae = SampledVae.withSecondLevel();
  private final INDArray x =
      Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(5), EXAMPLES, SmallVae.SHAPE.size());

  private Iterator<DataSet> batches(int size) {
    return IntStream.iterate(0, from -> from < EXAMPLES, from -> from + size)
        .mapToObj(
            from ->
                x.get(
                    NDArrayIndex.interval(from, Math.min(EXAMPLES, from + size)),
                    NDArrayIndex.all()))
        .map(part -> new DataSet(part, part))
        .iterator();
  }

  private double[] estimate(int samples, int rows, int batch) {
    return new MarginalLikelihood(vae, samples, KEY, rows)
        .logProbabilities(batches(batch), EXAMPLES, Progress.NONE);
  }

  @Test
  void dependNeitherOnBatchesNorOnChunks() {
    double[] whole = estimate(9, 1024, EXAMPLES);
    for (int rows : new int[] {1, 4, 64}) {
      for (int batch : new int[] {1, 3}) {
        assertThat(estimate(9, rows, batch)).containsExactly(whole, within(FLOAT));
      }
    }
    assertThat(estimate(9, 1024, EXAMPLES)).containsExactly(whole);
  }

  @Test
  void areOneDrawOfEachLevelForTheNegativeElbo() {
    double[] one = estimate(1, 1024, EXAMPLES);
    List<ExampleTerms> elbo = NegativeElbo.of(vae, batches(3), KEY);
    for (int i = 0; i < EXAMPLES; i++) {
      assertThat(elbo.get(i).total()).isCloseTo(-one[i], within(FLOAT));
    }
  }

  @Test
  void areOthersInEachLevel() {
    NormalDraws[] noise = {new NormalDraws(KEY), new NormalDraws(KEY.with(1))};
    var source = NormalDraws.rows(noise);
    INDArray lower = source.standardNormal(DataType.DOUBLE, 4, 3);
    INDArray upper = source.above().standardNormal(DataType.DOUBLE, 4, 3);
    INDArray more = source.above().standardNormal(DataType.DOUBLE, 4, 3);
    double[] all =
        IntStream.range(0, 12)
            .boxed()
            .flatMap(i -> List.of(lower, upper, more).stream().map(array -> at(array, i)))
            .mapToDouble(Double::doubleValue)
            .toArray();
    assertThat(Arrays.stream(all).distinct().count()).isEqualTo(36);
  }

  private static double at(INDArray array, int place) {
    return array.getDouble(place / 3, place % 3);
  }

  /** log p̂ of K draws rises with K, and with many is above the ELBO by nats, untrained. */
  @Test
  void comeCloserToTheMarginalLikelihoodTheMoreThereAre() {
    double previous = Double.NEGATIVE_INFINITY;
    for (int samples : new int[] {1, 10, 1000}) {
      double mean = Arrays.stream(estimate(samples, 1024, EXAMPLES)).average().orElseThrow();
      assertThat(mean).as("K = %d", samples).isGreaterThan(previous);
      previous = mean;
    }
  }
}
