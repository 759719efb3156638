package org.vae4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vae4j.layers.base.OnlyLayer;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/** The {@link GaussianSamplingLayer} at work in a network. */
public final class GaussianSampling extends AbstractLayer<GaussianSamplingLayer> {
  private static final long serialVersionUID = 1;

  /** Of a unit of an example. */
  private static final double NANOSECONDS = 25;

  private transient NoiseSource noiseSource = NoiseSource.DEFAULT;
  private boolean sampleAtInference;

  /** 0 for what the configuration says. */
  private int samples;

  private transient INDArray noise;

  GaussianSampling(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /**
   * The sampling layer of a network.
   *
   * @throws IllegalArgumentException if it has none or several
   */
  public static GaussianSampling of(ComputationGraph net) {
    return OnlyLayer.in(net, GaussianSampling.class);
  }

  /** The sampling layers of a network whose z has several levels, in the order of its layers. */
  public static List<GaussianSampling> all(ComputationGraph net) {
    return OnlyLayer.all(net, GaussianSampling.class);
  }

  /** Where ε comes from, from now on; not kept with the network. */
  public void setNoiseSource(NoiseSource noiseSource) {
    this.noiseSource = Objects.requireNonNull(noiseSource, "noiseSource");
  }

  /** Where ε comes from. */
  public NoiseSource noiseSource() {
    return noiseSource;
  }

  /** Whether inference draws z too, in place of its mean; not kept with the network. */
  public void setSampleAtInference(boolean sampleAtInference) {
    this.sampleAtInference = sampleAtInference;
  }

  /**
   * How many z an example has, from now on; not kept with the network.
   *
   * @param samples K; 0 for what the configuration says
   */
  public void setSamples(int samples) {
    this.samples = samples;
  }

  private int samples() {
    return samples == 0 ? layerConf().getSamples() : samples;
  }

  /** The z of the posterior in the input: {@code [N, 2L]} to {@code [N·K, L]}. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireShape();
    int samples = samples();
    int latentSize = layerConf().getLatentSize();
    boolean sampling = training || sampleAtInference;
    INDArray drawn = sampling ? drawNoise() : null;
    // Kept in the INPUT workspace, which lives until the backward pass has read it.
    noise = training ? workspaces.leverageTo(ArrayType.INPUT, drawn) : null;

    HostMatrix posterior = HostMatrix.of(input);
    HostMatrix epsilon = sampling ? HostMatrix.reading(drawn) : null;
    INDArray z =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, input.dataType(), draws(), latentSize);
    HostMatrix latent = HostMatrix.of(z);
    Cores.share(
        posterior.rows(),
        NANOSECONDS * latentSize * samples,
        (from, to) -> sample(from, to, samples, posterior, epsilon, latent));
    return z;
  }

  /**
   * z = mean + exp(½ logVariance) · ε of some examples, K rows each.
   *
   * @param epsilon null for the mean alone
   */
  private static void sample(
      int from, int to, int samples, HostMatrix posterior, HostMatrix epsilon, HostMatrix latent) {
    int latentSize = latent.columns();
    double[] parameters = new double[2 * latentSize];
    double[] e = new double[latentSize];
    double[] row = new double[latentSize];
    for (int i = from; i < to; i++) {
      posterior.get(i, 0, 2 * latentSize, parameters);
      for (int draw = i * samples; draw < (i + 1) * samples; draw++) {
        if (epsilon != null) {
          epsilon.get(draw, 0, latentSize, e);
        }
        for (int j = 0; j < latentSize; j++) {
          double mean = parameters[j];
          double logVariance = parameters[latentSize + j];
          row[j] = epsilon == null ? mean : mean + Math.exp(0.5 * logVariance) * e[j];
        }
        latent.put(draw, 0, latentSize, row);
      }
    }
  }

  /**
   * From dL/dz: dL/dmean = Σ_k dL/dz and dL/dlogVariance = Σ_k dL/dz · ½ exp(½ logVariance) · ε,
   * over the K draws of an example; doubly reparameterised, dL/dz is multiplied by the draw's
   * normalised importance weight first.
   */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    if (noise == null && sampleAtInference) {
      throw new IllegalStateException(
          name() + ": a draw at inference has no gradient; activate it for training");
    }
    int samples = samples();
    int latentSize = layerConf().getLatentSize();
    HostMatrix posterior = HostMatrix.of(input);
    HostMatrix byLatent = HostMatrix.of(epsilon);
    HostMatrix drawn = noise == null ? null : HostMatrix.reading(noise);
    double[] weights =
        layerConf().isDoublyReparameterised()
            ? PathWeights.take(name(), Math.toIntExact(draws()))
            : null;
    INDArray gradient =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, input.dataType(), input.size(0), 2L * latentSize);
    HostMatrix byPosterior = HostMatrix.of(gradient);
    Cores.share(
        posterior.rows(),
        NANOSECONDS * latentSize * samples,
        (from, to) ->
            differentiate(from, to, samples, posterior, drawn, weights, byLatent, byPosterior));
    return new Pair<>(new DefaultGradient(), gradient);
  }

  /**
   * The gradient by the posterior of some examples.
   *
   * @param drawn null where ε was 0
   * @param weights a factor of each draw's gradient, null for 1
   */
  private static void differentiate(
      int from,
      int to,
      int samples,
      HostMatrix posterior,
      HostMatrix drawn,
      double[] weights,
      HostMatrix byLatent,
      HostMatrix byPosterior) {
    int latentSize = byLatent.columns();
    double[] parameters = new double[2 * latentSize];
    double[] e = new double[latentSize];
    double[] dz = new double[latentSize];
    double[] row = new double[2 * latentSize];
    for (int i = from; i < to; i++) {
      posterior.get(i, 0, 2 * latentSize, parameters);
      Arrays.fill(row, -0.0); // the zero that leaves every summand as it is, its sign too
      for (int draw = i * samples; draw < (i + 1) * samples; draw++) {
        byLatent.get(draw, 0, latentSize, dz);
        if (drawn != null) {
          drawn.get(draw, 0, latentSize, e);
        }
        for (int j = 0; j < latentSize; j++) {
          double byUnit = weights == null ? dz[j] : weights[draw] * dz[j];
          row[j] += byUnit;
          row[latentSize + j] += byUnit * 0.5 * Math.exp(0.5 * parameters[latentSize + j]) * e[j];
        }
      }
      byPosterior.put(i, 0, 2 * latentSize, row);
    }
  }

  /** N·K. */
  private long draws() {
    return input.size(0) * samples();
  }

  private INDArray drawNoise() {
    int latentSize = layerConf().getLatentSize();
    INDArray drawn = noiseSource.standardNormal(input.dataType(), draws(), latentSize);
    if (drawn == null || !Arrays.equals(drawn.shape(), new long[] {draws(), latentSize})) {
      throw new IllegalStateException(
          "%s: expected noise [%d, %d], got %s"
              .formatted(
                  name(),
                  draws(),
                  latentSize,
                  drawn == null ? "none" : Arrays.toString(drawn.shape())));
    }
    return drawn;
  }

  private void requireShape() {
    if (input.rank() != 2) {
      throw new IllegalStateException(
          "%s: expected a posterior [N, %d], got %s"
              .formatted(name(), 2L * layerConf().getLatentSize(), Arrays.toString(input.shape())));
    }
    layerConf().requireColumns(input.size(1));
  }

  private String name() {
    return "layer '" + layerConf().getLayerName() + "'";
  }

  /** A mask of N examples is none of N·K rows: with several draws it ends here. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    return samples() == 1 ? super.feedForwardMaskArray(mask, state, minibatchSize) : null;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}

  @Override
  public void clear() {
    super.clear();
    noise = null;
  }
}
