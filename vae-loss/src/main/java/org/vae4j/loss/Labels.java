package org.vae4j.loss;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The labels x, {@code [N, D]}, of a batch and their mask, read example by example. */
public final class Labels {
  private final String owner;
  private final HostMatrix x;
  private final HostMatrix mask;

  private Labels(String owner, HostMatrix x, HostMatrix mask) {
    this.owner = owner;
    this.x = x;
    this.mask = mask;
  }

  /**
   * The labels for a decoder's output.
   *
   * @param owner who asks, for messages
   * @param x {@code [N, D]}, of any numeric type
   * @param mask {@code [N, 1]}, {@code [N, D]} or null
   * @param decoderOutput {@code [N, P]}
   * @param features D, which P columns describe
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static Labels of(
      String owner, INDArray x, INDArray mask, INDArray decoderOutput, long features) {
    return of(owner, x, mask, decoderOutput, features, 1);
  }

  /**
   * As the one above, for a decoder's output of K draws an example.
   *
   * @param decoderOutput {@code [N·K, P]}
   * @param samples K
   */
  public static Labels of(
      String owner, INDArray x, INDArray mask, INDArray decoderOutput, long features, int samples) {
    requireWhole(owner, decoderOutput, samples);
    long examples = decoderOutput.size(0) / samples;
    if (x.rank() != 2 || x.size(0) != examples || x.size(1) != features) {
      throw new IllegalArgumentException(
          "%s: expected labels [%d, %d] for decoder output %s, got %s"
              .formatted(owner, examples, features, shape(decoderOutput), shape(x)));
    }
    if (mask != null
        && (mask.rank() != 2
            || mask.size(0) != examples
            || (mask.size(1) != 1 && mask.size(1) != features))) {
      throw new IllegalArgumentException(
          "%s: expected a mask [%d, 1] or [%d, %d], got %s"
              .formatted(owner, examples, examples, features, shape(mask)));
    }
    return new Labels(owner, HostMatrix.reading(x), mask == null ? null : HostMatrix.reading(mask));
  }

  private static void requireWhole(String owner, INDArray decoderOutput, int samples) {
    if (decoderOutput.size(0) % samples != 0) {
      throw new IllegalArgumentException(
          "%s: expected %d rows of decoder output an example, one for each draw, got %s"
              .formatted(owner, samples, shape(decoderOutput)));
    }
  }

  private static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }

  /** N. */
  public int examples() {
    return x.rows();
  }

  /** D. */
  public int features() {
    return x.columns();
  }

  /**
   * Reads one example.
   *
   * @param values D values, overwritten; where the weight is 0 the value is 0
   * @param weights D factors, overwritten
   */
  public void get(int example, double[] values, double[] weights) {
    x.get(example, 0, values.length, values);
    Arrays.fill(weights, 1);
    if (mask == null) {
      return;
    }
    mask.get(example, 0, mask.columns(), weights);
    if (mask.columns() == 1) {
      Arrays.fill(weights, weights[0]);
    }
    for (int j = 0; j < values.length; j++) {
      values[j] = weights[j] == 0 ? 0 : values[j];
    }
  }

  /** As the one above, in single precision. */
  public void get(int example, float[] values, float[] weights) {
    x.get(example, 0, values.length, values);
    Arrays.fill(weights, 1);
    if (mask == null) {
      return;
    }
    mask.get(example, 0, mask.columns(), weights);
    if (mask.columns() == 1) {
      Arrays.fill(weights, weights[0]);
    }
    for (int j = 0; j < values.length; j++) {
      values[j] = weights[j] == 0 ? 0 : values[j];
    }
  }

  /**
   * Checks every label that counts.
   *
   * @param term whose labels they are, for the message
   * @param domains the domain of each feature
   * @throws LabelDomainException naming the first one outside, its place and value
   */
  public void requireIn(IntFunction<LabelDomain> domains, String term) {
    LabelDomain[] ofFeatures = new LabelDomain[features()];
    Arrays.setAll(ofFeatures, domains);
    for (int i = 0; i < examples(); i++) {
      requireIn(j -> ofFeatures[j], term, i);
    }
  }

  /** As the one above, of one example. */
  public void requireIn(IntFunction<LabelDomain> domains, String term, int example) {
    double[] values = new double[features()];
    double[] weights = new double[features()];
    get(example, values, weights);
    for (int j = 0; j < values.length; j++) {
      LabelDomain domain = domains.apply(j);
      if (weights[j] != 0 && !domain.contains(values[j])) {
        throw new LabelDomainException(
            "%s: expected %s for %s, found %s in labels[%d, %d]"
                .formatted(owner, domain, term, written(values[j]), example, j));
      }
    }
  }

  /** As the caller would write it: 0.1, not 0.10000000149. */
  private String written(double value) {
    return x.isFloat() ? Float.toString((float) value) : Double.toString(value);
  }
}
