package org.vae4j.layers.flow;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.vae4j.SeededMatrices;

/** A flow at work without a network around it that matters. */
final class LoneFlow {
  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private final ComputationGraph net;
  private final Layer layer;

  /** With the parameters that it starts with. */
  LoneFlow(FlowLayer flow, DataType type) {
    net =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(21)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("x")
                .addLayer("flow", flow, "x")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunctions.LossFunction.L2)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "flow")
                .setOutputs("loss")
                .build());
    net.init();
    net.initGradientsView();
    layer = net.getLayer("flow");
  }

  /** All parameters drawn from N(0, stdDev²). */
  LoneFlow random(long seed, double stdDev) {
    net.setParams(
        new SeededMatrices(seed, net.params().dataType()).normal(1, (int) net.numParams(), stdDev));
    return this;
  }

  INDArray parameter(String key) {
    return layer.getParam(key);
  }

  INDArray output(INDArray rows) {
    layer.setInput(rows, NONE);
    return layer.activate(false, NONE).dup();
  }

  /** Of sum(upstream · output), by the parameters and by the rows. */
  Pair<Gradient, INDArray> gradients(INDArray rows, INDArray upstream) {
    layer.setInput(rows, NONE);
    layer.activate(true, NONE);
    return layer.backpropGradient(upstream.dup(), NONE);
  }
}
