package org.vae4j.model;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.LearnedPriorLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.InputPrior;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * A Gaussian posterior and a Gaussian prior, whose KL divergence has a closed form:
 *
 * <pre>
 * encoder → posterior[2L] → z[L] → decoder → logits[P]
 *               └──────────────────────────────┴──→ loss
 * </pre>
 *
 * @param loss latent size, likelihood, what is made of the KL divergence, and the prior: with
 *     {@link org.vae4j.loss.Prior#input} a {@link LearnedPriorLayer} is added
 */
public record ClosedForm(VaeLossLayer loss) implements Objective {
  @Override
  public int latentSize() {
    return loss.getLatentSize();
  }

  @Override
  public Likelihood likelihood() {
    return loss.getLikelihood();
  }

  @Override
  public long decoderOutputs(long features) {
    return loss.decoderOutputs(features);
  }

  @Override
  public String addInput(VaeGraph graph, int features) {
    return VaeGraph.INPUT;
  }

  @Override
  public void addLatent(VaeGraph graph, String encoder) {
    graph.addLinear(VertexNames.POSTERIOR, 2 * latentSize(), encoder);
    graph
        .builder()
        .addLayer(
            VertexNames.LATENT,
            new GaussianSamplingLayer.Builder().latentSize(latentSize()).build(),
            VertexNames.POSTERIOR);
  }

  @Override
  public ComputationGraphConfiguration end(VaeGraph graph) {
    List<String> inputs =
        new ArrayList<>(List.of(VertexNames.DECODER_OUTPUT, VertexNames.POSTERIOR));
    if (loss.getPrior() instanceof InputPrior) {
      graph
          .builder()
          .addLayer(
              VertexNames.PRIOR,
              new LearnedPriorLayer.Builder().latentSize(latentSize()).build(),
              VertexNames.POSTERIOR);
      inputs.add(VertexNames.PRIOR);
    }
    if (loss.getPenalty() != null && loss.getPenalty().needsLatent()) {
      inputs.add(VertexNames.LATENT);
    }
    return graph.end(loss.clone(), inputs);
  }
}
