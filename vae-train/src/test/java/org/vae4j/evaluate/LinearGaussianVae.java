package org.vae4j.evaluate;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.inverse.InvertMatrix;
import org.nd4j.linalg.learning.config.NoOp;
import org.vae4j.layers.GaussianSamplingLayer;
import org.vae4j.layers.LearnedPriorLayer;
import org.vae4j.layers.VaeLossLayer;
import org.vae4j.loss.InputPrior;
import org.vae4j.loss.Prior;
import org.vae4j.loss.likelihood.GaussianLikelihood;
import org.vae4j.model.Vae;

/**
 * Probabilistic PCA as a variational autoencoder, in double: x = Wz + b + ε with ε ~ N(0, I) and z
 * from a Gaussian prior, so that p(x) is a Gaussian in closed form (Tipping &amp; Bishop 1999). Its
 * posterior is the right one but for its variance, which is too broad by a factor; the exact
 * posterior would give an estimate without variance.
 */
record LinearGaussianVae(Vae vae, INDArray decoderWeights, INDArray bias) {
  static final int FEATURES = 5;
  static final int LATENT = 2;

  /**
   * @param variance of each unit of the posterior
   */
  static LinearGaussianVae of(Prior prior, double variance) {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.DOUBLE)
            .updater(new NoOp())
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs("x")
            .setInputTypes(InputType.feedForward(FEATURES))
            // DL4J cannot give the output of a layer that stands right behind the input.
            .addLayer("copy", new DenseLayer.Builder().nOut(FEATURES).build(), "x")
            .addLayer("posterior", new DenseLayer.Builder().nOut(2 * LATENT).build(), "copy")
            .addLayer(
                "z", new GaussianSamplingLayer.Builder().latentSize(LATENT).build(), "posterior")
            .addLayer("logits", new DenseLayer.Builder().nOut(FEATURES).build(), "z");
    VaeLossLayer loss =
        new VaeLossLayer.Builder()
            .latentSize(LATENT)
            .likelihood(new GaussianLikelihood())
            .prior(prior)
            .build();
    if (prior instanceof InputPrior) {
      graph
          .addLayer("prior", new LearnedPriorLayer.Builder().latentSize(LATENT).build(), "z")
          .addLayer("loss", loss, "logits", "posterior", "prior");
    } else {
      graph.addLayer("loss", loss, "logits", "posterior");
    }
    ComputationGraph net = new ComputationGraph(graph.setOutputs("loss").build());
    net.init();
    INDArray w =
        Nd4j.createFromArray(new double[][] {{1, -0.5, 0.3, 0.8, 0}, {0.2, 0.9, -0.7, 0.1, 0.6}});
    INDArray b = Nd4j.createFromArray(new double[][] {{0.5, -1, 0, 2, 0.25}});
    net.getLayer("copy").setParam("W", Nd4j.eye(FEATURES).castTo(DataType.DOUBLE));
    net.getLayer("logits").setParam("W", w);
    net.getLayer("logits").setParam("b", b);
    LinearGaussianVae model = new LinearGaussianVae(Vae.of(net), w, b);
    model.setPosterior(variance);
    return model;
  }

  /** E[z | x] = m + S Wᵀ(x − b − Wm), with S = (Λ⁻¹ + WWᵀ)⁻¹ in row notation. */
  private void setPosterior(double variance) {
    INDArray precision = Nd4j.diag(priorVariance().rdiv(1).reshape(LATENT));
    INDArray covariance =
        InvertMatrix.invert(precision.add(decoderWeights.mmul(decoderWeights.transpose())), false);
    INDArray gain = decoderWeights.transpose().mmul(covariance); // [D, L]
    INDArray weights = Nd4j.zeros(DataType.DOUBLE, FEATURES, 2 * LATENT);
    INDArray shift =
        Nd4j.valueArrayOf(new long[] {1, 2 * LATENT}, Math.log(variance), DataType.DOUBLE);
    INDArray offset = priorMean().sub(expectedX().mmul(gain));
    for (int j = 0; j < LATENT; j++) {
      weights.putColumn(j, gain.getColumn(j));
      shift.putScalar(0, j, offset.getDouble(0, j));
    }
    vae.net().getLayer("posterior").setParam("W", weights);
    vae.net().getLayer("posterior").setParam("b", shift);
  }

  private INDArray priorMean() {
    return vae.prior().moments().mean();
  }

  private INDArray priorVariance() {
    return org.nd4j.linalg.ops.transforms.Transforms.exp(vae.prior().moments().logVariance());
  }

  private INDArray expectedX() {
    return bias.add(priorMean().mmul(decoderWeights));
  }

  /** log N(x; b + mW, I + WᵀΛW). */
  double logProbability(INDArray x) {
    INDArray scaled = decoderWeights.mulColumnVector(priorVariance().reshape(LATENT, 1));
    double[][] covariance =
        Nd4j.eye(FEATURES)
            .castTo(DataType.DOUBLE)
            .add(decoderWeights.transpose().mmul(scaled))
            .toDoubleMatrix();
    var normal =
        new org.apache.commons.math3.distribution.MultivariateNormalDistribution(
            null, expectedX().toDoubleVector(), covariance);
    return Math.log(normal.density(x.toDoubleVector()));
  }
}
