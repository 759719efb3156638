package org.vae4j.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;
import org.vae4j.layers.GradientEstimator;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.layers.flow.AutoregressiveFlowLayer;
import org.vae4j.layers.flow.CouplingFlowLayer;
import org.vae4j.layers.flow.PlanarFlowLayer;
import org.vae4j.loss.CyclicalSchedule;
import org.vae4j.loss.LinearWarmup;
import org.vae4j.loss.Prior;
import org.vae4j.loss.bound.Bound;
import org.vae4j.loss.penalty.DipPenalty;
import org.vae4j.loss.penalty.MmdPenalty;
import org.vae4j.loss.penalty.PosteriorPenalty;
import org.vae4j.loss.penalty.TotalCorrelationPenalty;
import org.vae4j.model.Objective;
import org.vae4j.model.SampledObjective;
import org.vae4j.model.SampledPrior;
import org.vae4j.refusal.Ranges;
import org.vae4j.settings.LossSettings;
import org.vae4j.settings.ModelSettings;
import org.vae4j.settings.PriorName;
import org.vae4j.settings.Settings;

/** The objective that settings describe: what they count in epochs is counted here in steps. */
final class NewObjective {
  /** Of the hidden layer of a coupling or autoregressive flow. */
  private static final int FLOW_WIDTH = 100;

  /** Of DIP-VAE I, beside 1 for what is off the diagonal: Kumar et al. 2018, section 5. */
  private static final double DIP_DIAGONAL = 10;

  private NewObjective() {}

  /**
   * @param train by which pseudo-inputs are made, and what the values of a row of a table mean
   */
  static Objective of(Settings settings, Dataset train, int stepsPerEpoch, int horizonEpochs) {
    return settings.isClosedForm()
        ? closedForm(settings, train, stepsPerEpoch, horizonEpochs)
        : sampled(settings, train, stepsPerEpoch, horizonEpochs);
  }

  private static Objective closedForm(
      Settings settings, Dataset train, int stepsPerEpoch, int horizonEpochs) {
    LossSettings loss = settings.loss();
    VaeLossLayer.Builder layer =
        new VaeLossLayer.Builder()
            .latentSize(settings.model().latentSize())
            .likelihood(loss.likelihood().likelihood(train.columns()))
            .prior(
                settings.model().prior() == PriorName.LEARNED
                    ? Prior.input()
                    : Prior.standardNormal())
            .freeBits(loss.freeBits());
    penalty(loss.penalty(), train.size())
        .ifPresent(penalty -> layer.penalty(penalty, loss.penaltyWeight()));
    if (loss.capacity() == 0) {
      return Objective.of(layer.klWeight(klWeight(loss, stepsPerEpoch, horizonEpochs)).build());
    }
    int epochs = loss.capacityEpochs() == 0 ? horizonEpochs : loss.capacityEpochs();
    return Objective.of(
        layer
            .klWeight(loss.capacityWeight())
            .klCapacity(rise(loss.capacity(), steps(epochs, stepsPerEpoch)))
            .build());
  }

  /** Of DIP-VAE II the diagonal weighs as much as what is beside it. */
  private static Optional<PosteriorPenalty> penalty(LossSettings.Penalty name, int examples) {
    return switch (name) {
      case NONE -> Optional.empty();
      case TOTAL_CORRELATION -> Optional.of(new TotalCorrelationPenalty(examples));
      case DIP1 -> Optional.of(new DipPenalty(DipPenalty.Kind.I, 1, DIP_DIAGONAL));
      case DIP2 -> Optional.of(new DipPenalty(DipPenalty.Kind.II, 1, 1));
      case MMD -> Optional.of(new MmdPenalty());
    };
  }

  private static Objective sampled(
      Settings settings, Dataset train, int stepsPerEpoch, int horizonEpochs) {
    LossSettings loss = settings.loss();
    return new SampledObjective(
        settings.model().latentSize(),
        loss.likelihood().likelihood(train.columns()),
        klWeight(loss, stepsPerEpoch, horizonEpochs),
        loss.draws(),
        loss.objective() == LossSettings.Objective.IWAE ? Bound.IWAE : Bound.ELBO,
        switch (loss.gradient()) {
          case STANDARD -> GradientEstimator.STANDARD;
          case STL -> GradientEstimator.STICKING_THE_LANDING;
          case DREG -> GradientEstimator.DOUBLY_REPARAMETERISED;
        },
        flows(settings.model()),
        prior(settings.model(), train));
  }

  /** Of the coupling flows one half moves the other in turns. */
  private static List<Layer> flows(ModelSettings model) {
    int latentSize = model.latentSize();
    return model.posterior() == ModelSettings.Posterior.GAUSSIAN
        ? List.of()
        : IntStream.range(0, model.flowSteps())
            .<Layer>mapToObj(
                k ->
                    switch (model.posterior()) {
                      case GAUSSIAN -> throw new IllegalStateException("no flow");
                      case PLANAR -> new PlanarFlowLayer.Builder().latentSize(latentSize).build();
                      case COUPLING ->
                          new CouplingFlowLayer.Builder()
                              .latentSize(latentSize)
                              .hidden(FLOW_WIDTH)
                              .transformsFirstHalf(k % 2 == 1)
                              .build();
                      case IAF ->
                          new AutoregressiveFlowLayer.Builder()
                              .latentSize(latentSize)
                              .hidden(FLOW_WIDTH)
                              .build();
                    })
            .toList();
  }

  private static SampledPrior prior(ModelSettings model, Dataset train) {
    return switch (model.prior()) {
      case STANDARD ->
          model.upperLatentSize().isEmpty()
              ? new SampledPrior.StandardNormal()
              : new SampledPrior.SecondLevel(
                  model.upperLatentSize().getAsInt(), model.hidden().upper());
      case LEARNED -> new SampledPrior.Learned();
      case MIXTURE -> new SampledPrior.Mixture(model.priorComponents());
      case VAMP -> vamp(model.priorComponents(), train);
    };
  }

  private static SampledPrior vamp(int components, Dataset train) {
    Ranges.require(
        components <= train.size(),
        "prior-components",
        "at most the %d examples to train on, at which pseudo-inputs start".formatted(train.size()),
        components);
    float[] x = new float[train.features()];
    ExampleReader reader = train.reader();
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < train.size(); n++) {
      reader.read(n, 0, x, 0);
      for (float value : x) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    Ranges.require(
        lowest < highest, "prior", "another than vamp for data that are always " + lowest, "vamp");
    return new SampledPrior.Vamp(components, lowest, highest);
  }

  private static ISchedule klWeight(LossSettings loss, int stepsPerEpoch, int horizonEpochs) {
    if (loss.klCycle() > 0) {
      int length = steps(loss.klCycle(), stepsPerEpoch);
      Ranges.require(length > 1, "kl-cycle", "at least 2 updates in a cycle", length);
      int cycles = (horizonEpochs - 1) / loss.klCycle() + 1;
      return new CyclicalSchedule(
          ScheduleType.ITERATION, 0, loss.klWeight(), length, cycles, CyclicalSchedule.RISING);
    }
    return loss.klWarmup() == 0
        ? new FixedSchedule(loss.klWeight())
        : rise(loss.klWeight(), steps(loss.klWarmup(), stepsPerEpoch));
  }

  private static LinearWarmup rise(double end, int steps) {
    return new LinearWarmup(ScheduleType.ITERATION, 0, end, steps);
  }

  /** ND4J counts iterations in an int, and no run gets to the end of it. */
  static int steps(int epochs, int stepsPerEpoch) {
    return (int) Math.min(Integer.MAX_VALUE, (long) epochs * stepsPerEpoch);
  }
}
