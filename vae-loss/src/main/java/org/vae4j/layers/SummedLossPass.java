package org.vae4j.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.LabelDomain;
import org.vae4j.loss.Labels;
import org.vae4j.loss.ReconstructionPass;

/** A {@link SummedLoss} over a batch, which the loss computes as a whole. */
final class SummedLossPass implements ReconstructionPass {
  private final SummedLoss term;
  private final Labels labels;
  private final INDArray x;
  private final INDArray outputs;
  private final INDArray mask;

  SummedLossPass(SummedLoss term, String owner, INDArray x, INDArray outputs, INDArray mask) {
    this.term = term;
    this.labels = Labels.of(owner, x, mask, outputs, outputs.size(1));
    // Some activations overwrite what they are given: a copy each time, in the order of the rows.
    this.outputs = outputs.dup('c');
    this.x = withoutMasked();
    this.mask = mask;
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
  public double[] values() {
    INDArray scores = term.loss().computeScoreArray(x, outputs.dup('c'), term.activation(), mask);
    double[] values = scores.reshape(labels.examples()).toDoubleVector();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        labels.requireIn(feature -> LabelDomain.FINITE, term.loss().name(), i);
      }
    }
    return values;
  }

  @Override
  public double[] valuesAndGradient(HostMatrix gradient) {
    HostMatrix derivatives =
        HostMatrix.of(term.loss().computeGradient(x, outputs.dup('c'), term.activation(), mask));
    double[] row = new double[labels.features()];
    for (int i = 0; i < labels.examples(); i++) {
      derivatives.get(i, 0, row.length, row);
      gradient.put(i, 0, row.length, row);
    }
    return values();
  }

  @Override
  public void requireLabelsInDomain() {
    labels.requireIn(feature -> LabelDomain.FINITE, term.loss().name());
  }
}
