package org.vae4j.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.LabelDomain;
import org.vae4j.loss.Labels;
import org.vae4j.loss.ReconstructionPass;

/** One pass of a {@link SummedLoss}: the loss computes the whole batch, rows are handed out. */
final class SummedLossPass implements ReconstructionPass {
  private final SummedLoss term;
  private final Labels labels;
  private final INDArray x;
  private final INDArray outputs;
  private final INDArray mask;
  private final HostMatrix scores;
  private final double[] row;
  private HostMatrix gradients;
  private int next;

  SummedLossPass(SummedLoss term, String owner, INDArray x, INDArray outputs, INDArray mask) {
    this.term = term;
    this.labels = Labels.of(owner, x, mask, outputs, outputs.size(1));
    // Some activations overwrite what they are given: a copy each time, in the order of the rows.
    this.outputs = outputs.dup('c');
    this.x = withoutMasked();
    this.mask = mask;
    this.scores =
        HostMatrix.of(
            term.loss()
                .computeScoreArray(this.x, outputs.dup('c'), term.activation(), mask)
                .reshape(outputs.size(0), 1));
    this.row = new double[labels.features()];
  }

  /** A loss multiplies by the mask, and 0 times NaN would be NaN: what is masked is 0. */
  private INDArray withoutMasked() {
    INDArray copy = Nd4j.createUninitialized(outputs.dataType(), outputs.shape(), 'c');
    HostMatrix rows = HostMatrix.of(copy);
    double[] values = new double[labels.features()];
    double[] weights = new double[labels.features()];
    for (int i = 0; i < labels.examples(); i++) {
      labels.get(i, values, weights);
      rows.put(i, 0, values.length, values);
    }
    return copy;
  }

  @Override
  public double next() {
    double[] score = new double[1];
    scores.get(next, 0, 1, score);
    if (!Double.isFinite(score[0])) {
      labels.requireIn(feature -> LabelDomain.FINITE, term.loss().name(), next);
    }
    next++;
    return score[0];
  }

  @Override
  public void putGradient(HostMatrix to) {
    if (gradients == null) {
      gradients =
          HostMatrix.of(term.loss().computeGradient(x, outputs.dup('c'), term.activation(), mask));
    }
    gradients.get(next - 1, 0, row.length, row);
    to.put(next - 1, 0, row.length, row);
  }

  @Override
  public void requireLabelsInDomain() {
    labels.requireIn(feature -> LabelDomain.FINITE, term.loss().name());
  }
}
