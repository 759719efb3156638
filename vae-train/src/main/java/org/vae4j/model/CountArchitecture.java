package org.vae4j.model;

import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.layers.ColumnEncoding;
import org.vae4j.layers.TableInputLayer;
import org.vae4j.layers.columns.ScaledColumnsLayer;

/**
 * Dense layers for counts of any size, whose likelihood takes log-rates:
 *
 * <pre>
 * x[D] → log(1 + x), of mean 0 and deviation 1 → hidden… → posterior[2L] → z[L]
 *   → …hidden mirrored → linear[D] → log of the mean + deviation · output = log-rates
 * </pre>
 *
 * <p>The likelihood sees x as it is. Without the logarithm the first weights see hundreds, and the
 * exponential of what comes out of them is infinite before anything is learned; without the shift
 * rates begin at 1, and the loss of a count of 1000 at 5900 nats in place of 4.4. With the scale, a
 * step of an output moves the loss of a Poisson count by as much whether its mean is 3 or 1000: the
 * curvature by a log-rate is the rate itself.
 *
 * @param columns what each of the D columns is like
 * @param hidden the widths of the encoder's hidden layers, from x to z
 * @param activation of the hidden layers
 * @param objective as in {@link MlpArchitecture}; its likelihood takes one log-rate for each
 *     feature
 * @param updater how parameters are updated
 * @param seed of the weights; not 0, which ND4J takes for the time
 * @see <a href="https://doi.org/10.1038/s41592-018-0229-2">Lopez et al. 2018, whose encoder sees
 *     log(1 + x) while the likelihood sees the counts</a>
 */
public record CountArchitecture(
    List<CountColumn> columns,
    List<Integer> hidden,
    Activation activation,
    Objective objective,
    IUpdater updater,
    long seed)
    implements Architecture {
  /**
   * Keeps copies of the lists.
   *
   * @throws IllegalArgumentException if there is no hidden layer, or the likelihood takes more than
   *     one parameter for each feature
   */
  public CountArchitecture {
    columns = List.copyOf(columns);
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer, got none");
    }
    if (objective.decoderOutputs(columns.size()) != columns.size()) {
      throw new IllegalArgumentException(
          "expected a likelihood of one log-rate for each of %d columns, got %s"
              .formatted(columns.size(), objective.likelihood()));
    }
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    int features = columns.size();
    VaeGraph graph = new VaeGraph(InputType.feedForward(features), activation, updater, seed);
    List<ColumnEncoding> logs =
        Collections.nCopies(features, ColumnEncoding.of(ColumnEncoding.Kind.LOG1P));
    graph
        .builder()
        .addLayer("logs", new TableInputLayer.Builder().columns(logs).build(), VaeGraph.INPUT)
        .addLayer(
            "standardised",
            scaled(column -> -column.logMean() * column.inputScale(), CountColumn::inputScale),
            "logs");
    objective.addLatent(graph, graph.addDense("hidden", hidden, "standardised"));
    graph.addLinear("outputs", features, graph.addMirrored(hidden));
    graph
        .builder()
        .addLayer(
            VertexNames.DECODER_OUTPUT,
            scaled(CountColumn::logRate, CountColumn::logRateStdDev),
            "outputs");
    return objective.end(graph);
  }

  private ScaledColumnsLayer scaled(
      ToDoubleFunction<CountColumn> shift, ToDoubleFunction<CountColumn> scale) {
    return new ScaledColumnsLayer.Builder()
        .shifts(columns.stream().mapToDouble(shift).toArray())
        .scales(columns.stream().mapToDouble(scale).toArray())
        .build();
  }
}
