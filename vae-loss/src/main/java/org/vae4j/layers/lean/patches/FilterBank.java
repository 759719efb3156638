package org.vae4j.layers.lean.patches;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.vae4j.layers.lean.product.MatrixProduct;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;

/**
 * F filters and the patches of a few images that they are applied to: the matrix products between
 * patches {@code [P, K]}, filters W {@code [F, K]} and responses {@code [P, F]} of each image, for
 * all images at hand in one call.
 *
 * <p>A convolution is {@link #respond} to the patches of its input, and a transposed convolution
 * the adjoint: {@link #spread} of its input to the patches of its output. Each is the other's
 * backward pass, and {@link #correlate} is the gradient of both.
 *
 * <p>A few images at a time, so that what is made stays in the processor's cache until it is used.
 */
public final class FilterBank {
  /** Values of patches at a time: 4 MB of floats. */
  private static final int PATCH_VALUES = 1 << 20;

  private final Patches patches;
  private final Function<long[], INDArray> memory;
  private final int capacity;
  private final INDArray filters;
  private final INDArray patchMatrix;
  private final INDArray responseMatrix;
  private final HostMatrix patchRows;
  private final HostMatrix responseRows;
  private final Queue<Desk> idle = new ConcurrentLinkedQueue<>();
  private INDArray gradient;

  /** Work upon consecutive images of the batch. */
  @FunctionalInterface
  public interface ChunkWork {
    void compute(int start, int count);
  }

  /** Work upon one image of those at hand. */
  @FunctionalInterface
  public interface ImageWork {
    void compute(int image, Desk desk);
  }

  /**
   * A bank.
   *
   * @param weights {@code [F, C, kernelHeight, kernelWidth]}
   * @param examples of the whole batch
   * @param memory gives an array of a shape, row-major
   */
  public FilterBank(
      Patches patches, INDArray weights, int examples, Function<long[], INDArray> memory) {
    this.patches = patches;
    this.memory = memory;
    int filterCount = Math.toIntExact(weights.size(0));
    long patchValues = (long) patches.positions() * patches.size();
    capacity = (int) Math.max(1, Math.min(examples, PATCH_VALUES / patchValues));
    filters = memory.apply(new long[] {filterCount, patches.size()});
    patchMatrix = memory.apply(new long[] {(long) capacity * patches.positions(), patches.size()});
    responseMatrix = memory.apply(new long[] {(long) capacity * patches.positions(), filterCount});
    patchRows = HostMatrix.of(patchMatrix.reshape('c', capacity, patchValues));
    responseRows =
        HostMatrix.of(
            responseMatrix.reshape('c', capacity, (long) patches.positions() * filterCount));
    int channels = Math.toIntExact(weights.size(1));
    reorder(
        byFilter(weights),
        HostMatrix.of(filters),
        weights.dataType(),
        channels,
        patches.size() / channels);
  }

  /** Calls with as many images of the batch at a time as it holds. */
  public void eachChunk(int examples, ChunkWork work) {
    for (int start = 0; start < examples; start += capacity) {
      work.compute(start, Math.min(capacity, examples - start));
    }
  }

  /** Calls with each image at hand; the cores share them. */
  public void eachImage(int images, ImageWork work) {
    double values = (double) patches.positions() * patches.size() + patches.imageSize();
    Cores.share(
        images,
        values, // a nanosecond each
        (from, to) -> {
          Desk free = idle.poll();
          Desk desk = free != null ? free : newDesk();
          for (int i = from; i < to; i++) {
            work.compute(i, desk);
          }
          idle.add(desk);
        });
  }

  private Desk newDesk() {
    return new Desk(filters.dataType(), patches, Math.toIntExact(filters.size(0)));
  }

  /** Makes the patches of image i, which lies on the desk. */
  public void unfold(int i, Desk desk) {
    patches.unfold(desk.image, desk.unfolded);
    desk.unfolded.write(patchRows, i);
  }

  /** Makes image i of the sum of its patches. */
  public void fold(int i, Desk desk) {
    desk.folded.read(patchRows, i);
    desk.image.clear();
    patches.fold(desk.folded, desk.image);
  }

  /** Takes the responses to image i from the desk. */
  public void setResponses(int i, Desk desk) {
    desk.responses.write(responseRows, i);
  }

  /** Puts the responses to image i on the desk. */
  public void getResponses(int i, Desk desk) {
    desk.responses.read(responseRows, i);
  }

  /** responses = patches · Wᵀ, for the first {@code images}. */
  public void respond(int images) {
    MatrixProduct.set(
        first(patchMatrix, images), filters.transpose(), first(responseMatrix, images));
  }

  /** patches = responses · W, for the first {@code images}. */
  public void spread(int images) {
    MatrixProduct.set(first(responseMatrix, images), filters, first(patchMatrix, images));
  }

  /** Adds responsesᵀ · patches of the first {@code images} to the gradient by W. */
  public void correlate(int images) {
    INDArray responses = first(responseMatrix, images).transpose();
    if (gradient == null) {
      gradient = memory.apply(filters.shape());
      MatrixProduct.set(responses, first(patchMatrix, images), gradient);
    } else {
      MatrixProduct.add(responses, first(patchMatrix, images), gradient);
    }
  }

  /** Writes the gradient by the weights, {@code [F, C, kernelHeight, kernelWidth]}. */
  public void writeGradient(INDArray byWeights) {
    int channels = Math.toIntExact(byWeights.size(1));
    reorder(
        HostMatrix.of(gradient),
        byFilter(byWeights),
        gradient.dataType(),
        patches.size() / channels,
        channels);
  }

  private INDArray first(INDArray matrix, int images) {
    return images == capacity
        ? matrix
        : matrix.get(
            NDArrayIndex.interval(0, (long) images * patches.positions()), NDArrayIndex.all());
  }

  private static HostMatrix byFilter(INDArray weights) {
    return HostMatrix.of(weights.reshape('c', weights.size(0), weights.length() / weights.size(0)));
  }

  /** Each filter from {@code [rows, columns]} to {@code [columns, rows]}. */
  private static void reorder(
      HostMatrix from, HostMatrix to, DataType type, int rows, int columns) {
    PlainArray before = PlainArray.zeros(type, rows * columns);
    PlainArray after = PlainArray.zeros(type, rows * columns);
    for (int f = 0; f < from.rows(); f++) {
      before.read(from, f);
      after.transpose(before, rows, columns);
      after.write(to, f);
    }
  }
}
