package org.vae4j.bench;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The VAE in PyTorch, through DJL: the same layers, loss and updater, initialised alike. */
abstract class PyTorchNet {
  private static final Shape STRIDE = new Shape(2, 2);
  private static final Shape PADDING = new Shape(1, 1);
  private static final Shape ONE = new Shape(1, 1);

  /** A block ends with its model, which ends with the last reference to it. */
  private final List<ai.djl.Model> scripts = new ArrayList<>();

  private final NDManager manager;
  private final List<NDArray> parameters = new ArrayList<>();
  private final Optimizer adam =
      Optimizer.adam().optLearningRateTracker(Tracker.fixed((float) Model.LEARNING_RATE)).build();

  /** PyTorch's own, of which DJL has the parts alone: cross_entropy.py made it. */
  private final Block crossEntropyScript;

  PyTorchNet(NDManager manager) throws IOException {
    this.manager = manager;
    this.crossEntropyScript = script("cross_entropy");
  }

  final Block script(String name) throws IOException {
    ai.djl.Model model = ai.djl.Model.newInstance(name, "PyTorch");
    try (InputStream in = PyTorchNet.class.getResourceAsStream(name + ".pt")) {
      model.load(in);
    } catch (MalformedModelException e) {
      throw new IOException(e);
    }
    scripts.add(model);
    return model.getBlock();
  }

  /** {@code [N, 2L]}. */
  abstract NDArray encode(NDArray x);

  /** {@code [N, D]}. */
  abstract NDArray decode(NDArray z);

  /** One step, and the loss of the batch. */
  final double step(NDArray x, NDManager batch) {
    parameters.forEach(parameter -> parameter.tempAttach(batch));
    double value;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray posterior = encode(x);
      NDArray mean = posterior.get(new NDIndex(":,:" + Model.LATENT));
      NDArray logVariance = posterior.get(new NDIndex(":," + Model.LATENT + ":"));
      NDArray noise = batch.randomNormal(mean.getShape());
      NDArray logits = decode(mean.add(logVariance.mul(0.5f).exp().mul(noise)));
      NDArray crossEntropy =
          crossEntropyScript
              .forward(new ParameterStore(batch, false), new NDList(logits, x), true)
              .singletonOrThrow();
      NDArray kl = logVariance.add(1f).sub(mean.square()).sub(logVariance.exp()).sum().mul(-0.5f);
      NDArray loss = crossEntropy.add(kl).div(x.size(0));
      collector.backward(loss);
      value = loss.getFloat();
    }
    for (int k = 0; k < parameters.size(); k++) {
      NDArray gradient = parameters.get(k).getGradient();
      adam.update(Integer.toString(k), parameters.get(k), gradient);
      gradient.subi(gradient);
    }
    return value;
  }

  private NDArray parameter(double bound, Shape shape) {
    NDArray parameter = manager.randomUniform((float) -bound, (float) bound, shape);
    parameter.setRequiresGradient(true);
    parameters.add(parameter);
    return parameter;
  }

  /** A layer's weights and bias. */
  private record Layer(NDArray weights, NDArray bias) {
    NDArray dense(NDArray x) {
      return Linear.linear(x, weights, bias).singletonOrThrow();
    }

    NDArray convolution(NDArray x) {
      NDList y = Conv2d.conv2d(x, weights, bias, STRIDE, PADDING, ONE, 1);
      return y.singletonOrThrow();
    }

    NDArray transposed(NDArray x, Block script) {
      ParameterStore none = new ParameterStore(x.getManager(), false);
      return script.forward(none, new NDList(x, weights, bias), true).singletonOrThrow();
    }
  }

  final Layer dense(int in, int out) {
    double bound = 1 / Math.sqrt(in);
    return new Layer(parameter(bound, new Shape(out, in)), parameter(bound, new Shape(out)));
  }

  final Layer convolution(int in, int out) {
    double bound = 1 / Math.sqrt(in * 16.0);
    return new Layer(parameter(bound, new Shape(out, in, 4, 4)), parameter(bound, new Shape(out)));
  }

  final Layer transposed(int in, int out) {
    double bound = 1 / Math.sqrt(out * 16.0);
    return new Layer(parameter(bound, new Shape(in, out, 4, 4)), parameter(bound, new Shape(out)));
  }

  /** 784-400-20-400-784. */
  static final class Mlp extends PyTorchNet {
    private final Layer hidden = dense(784, Model.HIDDEN);
    private final Layer posterior = dense(Model.HIDDEN, 2 * Model.LATENT);
    private final Layer decoder = dense(Model.LATENT, Model.HIDDEN);
    private final Layer logits = dense(Model.HIDDEN, 784);

    Mlp(NDManager manager) throws IOException {
      super(manager);
    }

    @Override
    NDArray encode(NDArray x) {
      return posterior.dense(Activation.relu(hidden.dense(x)));
    }

    @Override
    NDArray decode(NDArray z) {
      return logits.dense(Activation.relu(decoder.dense(z)));
    }
  }

  /** Convolutions of 32 and 64 filters, a dense layer of 256, and their mirror. */
  static final class Conv extends PyTorchNet {
    private final Layer first = convolution(1, 32);
    private final Layer second = convolution(32, 64);
    private final Layer hidden = dense(7 * 7 * 64, Model.CONV_HIDDEN);
    private final Layer posterior = dense(Model.CONV_HIDDEN, 2 * Model.LATENT);
    private final Layer decoder = dense(Model.LATENT, Model.CONV_HIDDEN);
    private final Layer images = dense(Model.CONV_HIDDEN, 7 * 7 * 64);
    private final Layer third = transposed(64, 32);
    private final Layer fourth = transposed(32, 1);

    /** PyTorch's own transposed convolution, which DJL has no name for: transposed.py made it. */
    private final Block script;

    Conv(NDManager manager) throws IOException {
      super(manager);
      script = script("transposed");
    }

    @Override
    NDArray encode(NDArray x) {
      NDArray image = x.reshape(x.size(0), 1, 28, 28);
      NDArray filtered =
          Activation.relu(second.convolution(Activation.relu(first.convolution(image))));
      NDArray rows = filtered.reshape(x.size(0), 7 * 7 * 64);
      return posterior.dense(Activation.relu(hidden.dense(rows)));
    }

    @Override
    NDArray decode(NDArray z) {
      NDArray rows = Activation.relu(images.dense(Activation.relu(decoder.dense(z))));
      NDArray small = rows.reshape(z.size(0), 64, 7, 7);
      NDArray image = fourth.transposed(Activation.relu(third.transposed(small, script)), script);
      return image.reshape(z.size(0), 784);
    }
  }
}
