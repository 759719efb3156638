package org.vae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.SmallVae;
import org.vae4j.model.Vae;

class EvaluationTest {
  private final Vae vae = SmallVae.untrained(3);
  private final INDArray x = Nd4j.rand(DataType.FLOAT, 40, SmallVae.SHAPE.size());

  @Test
  void countsTheUnitsThatMoveWithX() {
    INDArray weights = vae.net().getLayer("posterior").getParam("W");
    INDArray bias = vae.net().getLayer("posterior").getParam("b");
    weights.assign(0);
    bias.assign(5); // a large mean that x does not move is not active
    assertThat(evaluate().activeUnits()).isZero();

    weights.getColumn(1).assign(3);
    assertThat(evaluate().activeUnits()).isEqualTo(1);
  }

  @Test
  void scoresEveryExampleOnce() {
    assertThat(evaluate().loss().examples()).isEqualTo(40);
  }

  /** The data are asked for once, and the means of that pass are the encoder's, to the bit. */
  @Test
  void readsTheDataOnce() {
    AtomicInteger reads = new AtomicInteger();
    Iterable<DataSet> batches =
        () -> {
          reads.incrementAndGet();
          return List.of(new DataSet(x, x)).iterator();
        };
    Evaluation evaluation = Evaluation.of(vae, batches, row -> {});
    assertThat(reads).hasValue(1);
    assertThat(evaluation.latentMeans().toArray(double[][]::new))
        .isDeepEqualTo(vae.encode(x).mean().toDoubleMatrix());
  }

  /**
   * With a flow that moves nothing: units that x does not move have draws that scatter, whose mean
   * must not count as movement.
   */
  @Test
  void countsTheUnitsWhoseDrawsMoveWithX() {
    Vae flow = SampledVae.withFlow();
    INDArray weights = flow.net().getLayer("posterior").getParam("W");
    weights.assign(0);
    assertThat(activeUnits(flow)).isZero();

    weights.getColumn(1).assign(3);
    assertThat(activeUnits(flow)).isEqualTo(1);
  }

  /** Two ways to the same number, whatever the batches are. */
  private int activeUnits(Vae flow) {
    int count = ActiveUnits.count(flow, batches(7));
    assertThat(Evaluation.of(flow, batches(40), row -> {}).activeUnits()).isEqualTo(count);
    return count;
  }

  private List<DataSet> batches(int size) {
    return IntStream.iterate(0, from -> from < 40, from -> from + size)
        .mapToObj(
            from ->
                x.get(NDArrayIndex.interval(from, Math.min(40, from + size)), NDArrayIndex.all()))
        .map(part -> new DataSet(part, part))
        .toList();
  }

  private Evaluation evaluate() {
    return Evaluation.of(vae, List.of(new DataSet(x, x)), row -> {});
  }
}
