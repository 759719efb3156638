package org.vae4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * The losses that can stand beside a KL divergence: those that sum over features. It is found out
 * by trying: the same features twice must cost twice as much.
 */
final class SumOverFeatures {
  /** Inside (0, 1), where logarithms of both x and 1 − x exist, and no two terms alike. */
  private static final double[] LABELS = {0.2, 0.7, 0.1};

  private static final double[] OUTPUTS = {0.3, 0.5, 0.2};

  /** Some losses clip or add a little; a mean is off by a half. */
  private static final double TOLERANCE = 1e-4;

  private SumOverFeatures() {}

  /**
   * Refuses a loss that does not sum.
   *
   * @param owner who would have it, for the message
   * @throws IllegalArgumentException with the reason
   */
  static void require(String owner, ILossFunction loss) {
    ILossFunction unweighted = withoutWeights(owner, loss);
    double[] once = values(owner, unweighted, 1);
    double[] twice = values(owner, unweighted, 2);
    for (int k = 0; k < once.length; k++) {
      if (isClose(twice[k], once[k])) {
        throw refusal(
            owner,
            loss,
            "averages over features, so a summed KL would weigh D times too much",
            null);
      }
      if (!isClose(twice[k], 2 * once[k])) {
        throw refusal(
            owner,
            loss,
            "gives %s for some features and %s for the same features twice"
                .formatted(once[k], twice[k]),
            null);
      }
    }
  }

  private static boolean isClose(double actual, double expected) {
    return expected != 0 && Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected);
  }

  /**
   * What doubles with the features of a sum: the score, that of the example, and the gradient. All
   * three, for DL4J's LossMAE averages in the first and the last and sums in the second.
   */
  private static double[] values(String owner, ILossFunction loss, int times) {
    INDArray labels = Nd4j.tile(Nd4j.createFromArray(new double[][] {LABELS}), 1, times);
    INDArray outputs = Nd4j.tile(Nd4j.createFromArray(new double[][] {OUTPUTS}), 1, times);
    IActivation identity = new ActivationIdentity();
    try {
      return new double[] {
        loss.computeScore(labels, outputs.dup(), identity, null, true),
        loss.computeScoreArray(labels, outputs.dup(), identity, null).getDouble(0),
        loss.computeGradient(labels, outputs.dup(), identity, null).norm1Number().doubleValue()
      };
    } catch (RuntimeException e) { // whichever: it has no value for one example of D features
      throw refusal(owner, loss, "fails with '%s' on one output a feature".formatted(e), e);
    }
  }

  /** Weights fix the number of features, and whether a loss sums does not depend on them. */
  private static ILossFunction withoutWeights(String owner, ILossFunction loss) {
    ObjectMapper mapper = NeuralNetConfiguration.mapper();
    try {
      ObjectNode fields = (ObjectNode) mapper.readTree(mapper.writeValueAsString(loss));
      fields.remove("weights");
      return mapper.readValue(mapper.writeValueAsString(fields), ILossFunction.class);
    } catch (JsonProcessingException e) {
      throw refusal(owner, loss, "does not survive JSON", e);
    }
  }

  private static IllegalArgumentException refusal(
      String owner, ILossFunction loss, String reason, Exception cause) {
    return new IllegalArgumentException(
        "%s: expected a loss that sums over features, such as LossL2, got %s, which %s"
            .formatted(owner, loss.name(), reason),
        cause);
  }
}
