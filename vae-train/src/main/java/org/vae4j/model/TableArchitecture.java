package org.vae4j.model;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.vae4j.layers.ColumnEncoding;
import org.vae4j.layers.TableInputLayer;

/**
 * Dense layers for the rows of a table: the encoder begins with what a network can weigh of each
 * column:
 *
 * <pre>
 * x[D] → table[M] → hidden… → posterior[2L] → z[L] → …hidden mirrored → logits[P]
 * </pre>
 *
 * @param columns how the encoder sees each of the D columns
 * @param hidden the widths of the encoder's hidden layers, from x to z
 * @param activation of the hidden layers
 * @param objective as in {@link MlpArchitecture}
 * @param updater how parameters are updated
 * @param seed of the weights; not 0, which ND4J takes for the time
 */
public record TableArchitecture(
    List<ColumnEncoding> columns,
    List<Integer> hidden,
    Activation activation,
    Objective objective,
    IUpdater updater,
    long seed)
    implements Architecture {
  /**
   * Keeps copies of the lists.
   *
   * @throws IllegalArgumentException if there is no hidden layer
   */
  public TableArchitecture {
    columns = List.copyOf(columns);
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer, got none");
    }
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    int features = columns.size();
    VaeGraph graph = new VaeGraph(InputType.feedForward(features), activation, updater, seed);
    graph
        .builder()
        .addLayer("table", new TableInputLayer.Builder().columns(columns).build(), VaeGraph.INPUT);
    objective.addLatent(graph, graph.addDense("hidden", hidden, "table"));
    graph.addOutput(objective, features, graph.addMirrored(hidden));
    return objective.end(graph);
  }
}
