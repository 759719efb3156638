package org.vae4j.model;

import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.GaussianSampling;
import org.vae4j.layers.VaeLoss;
import org.vae4j.loss.DiagonalGaussian;
import org.vae4j.loss.LossTerms;
import org.vae4j.loss.RunningLossTerms;
import org.vae4j.loss.likelihood.Likelihood;

/**
 * A variational autoencoder: any DL4J graph with the vertices of {@link VertexNames}, a sampling
 * layer and a loss layer, seen as encoder and decoder.
 *
 * <p>The graph stays the user's: it can be trained on, and all that is asked here is answered with
 * the parameters of that moment. Not thread-safe, as DL4J's graphs are not.
 */
public final class Vae {
  private final ComputationGraph net;
  private final GaussianSampling sampling;
  private final VaeLoss loss;
  private final DecoderGraph decoder;

  private Vae(ComputationGraph net) {
    this.net = net;
    this.sampling = GaussianSampling.of(net);
    this.loss = VaeLoss.of(net);
    this.decoder = new DecoderGraph(net);
  }

  /**
   * The autoencoder that a graph is.
   *
   * @param net an initialised graph
   * @throws IllegalArgumentException if a vertex or layer is missing
   */
  public static Vae of(ComputationGraph net) {
    for (String name :
        List.of(
            VertexNames.POSTERIOR,
            VertexNames.LATENT,
            VertexNames.DECODER_OUTPUT,
            VertexNames.LOSS)) {
      if (net.getVertex(name) == null) {
        throw new IllegalArgumentException(
            "expected a graph with a vertex '%s', found %s"
                .formatted(name, net.getConfiguration().getVertices().keySet()));
      }
    }
    return new Vae(net);
  }

  /** The graph itself. */
  public ComputationGraph net() {
    return net;
  }

  /** The loss layer of the graph. */
  public VaeLoss loss() {
    return loss;
  }

  /** p(x | z). */
  public Likelihood likelihood() {
    return loss.layerConf().getLikelihood();
  }

  /** L, the number of latent units. */
  public int latentSize() {
    return sampling.layerConf().getLatentSize();
  }

  /**
   * q(z | x).
   *
   * @param x {@code [N, D]}
   * @return mean and logVariance, {@code [N, L]} each
   */
  public DiagonalGaussian encode(INDArray x) {
    INDArray[] output = net.output(List.of(VertexNames.POSTERIOR), false, new INDArray[] {x}, null);
    return DiagonalGaussian.of(output[0]);
  }

  /**
   * The mean of p(x | z).
   *
   * @param z {@code [N, L]}
   * @return {@code [N, D]}
   */
  public INDArray decode(INDArray z) {
    return likelihood().mean(decoderOutput(z));
  }

  /**
   * What the decoder says of x: the parameters of p(x | z).
   *
   * @param z {@code [N, L]}
   * @return {@code [N, P]}
   */
  public INDArray decoderOutput(INDArray z) {
    if (z.rank() != 2 || z.size(1) != latentSize()) {
      throw new IllegalArgumentException(
          "expected z of shape [N, %d], got %s".formatted(latentSize(), z.shapeInfoToString()));
    }
    return decoder.decode(z);
  }

  /**
   * The mean of p(x | z) at the mean of q(z | x).
   *
   * @param x {@code [N, D]}
   * @return {@code [N, D]}
   */
  public INDArray reconstruct(INDArray x) {
    return decode(encode(x).mean());
  }

  /**
   * New examples: the mean of p(x | z) at z ~ N(0, I).
   *
   * @param seed not 0, which ND4J takes for the time
   * @return {@code [count, D]}
   */
  public INDArray sample(int count, long seed) {
    // A generator of its own: whoever trains on the same thread keeps his.
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    return decode(Nd4j.randn(random, count, latentSize()).castTo(DataType.FLOAT));
  }

  /**
   * The loss over data with one z drawn for each example, from {@code Nd4j.getRandom()}: an
   * unbiased estimate of the negative ELBO, which DL4J's own {@code score} (z = mean) is not.
   *
   * @param data batches of x; read from where it stands to its end
   * @return the average over all examples
   */
  public LossTerms lossTerms(Iterator<DataSet> data) {
    RunningLossTerms running = new RunningLossTerms();
    sampling.setSampleAtInference(true);
    try {
      while (data.hasNext()) {
        net.score(data.next(), false);
        running.add(loss.lossTerms());
      }
    } finally {
      sampling.setSampleAtInference(false);
    }
    return running.mean();
  }
}
