package org.vae4j.evaluate;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.SmallVae;
import org.vae4j.layers.GradientEstimator;
import org.vae4j.layers.flow.CouplingFlowLayer;
import org.vae4j.layers.lean.LeanAdam;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.model.MlpArchitecture;
import org.vae4j.model.SampledObjective;
import org.vae4j.model.SampledPrior;
import org.vae4j.model.Vae;
import org.vae4j.model.VertexNames;

/** A {@link SmallVae} whose KL is estimated from draws. */
final class SampledVae {
  private SampledVae() {}

  /** Its one flow, {@code flow}, moves the units 1 and 2 by what unit 0 says; nothing at first. */
  static Vae withFlow() {
    CouplingFlowLayer flow =
        new CouplingFlowLayer.Builder().latentSize(SmallVae.LATENT).hidden(1).build();
    return of(List.of(flow), new SampledPrior.StandardNormal());
  }

  /** Its components, which start near each other, are put some units apart. */
  static Vae withMixture(int components) {
    Vae vae = of(List.of(), new SampledPrior.Mixture(components));
    vae.net().getLayer(VertexNames.LOG_PRIOR).getParam("components").muli(10);
    return vae;
  }

  /** Its prior is made of two units above. */
  static Vae withSecondLevel() {
    return of(List.of(), new SampledPrior.SecondLevel(2, List.of(5)));
  }

  private static Vae of(List<Layer> flows, SampledPrior prior) {
    SampledObjective objective =
        new SampledObjective(
            SmallVae.LATENT,
            new BernoulliLikelihood(),
            new LinearWarmup(ScheduleType.ITERATION, 1, 1, 1),
            1,
            Bound.ELBO,
            GradientEstimator.STANDARD,
            flows,
            prior);
    return Vae.untrained(
        new MlpArchitecture(
            SmallVae.SHAPE.size(),
            List.of(16, 8),
            Activation.RELU,
            objective,
            new LeanAdam(1e-2),
            3));
  }
}
