package org.vae4j.datasets.mnist;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.Checksum;
import org.vae4j.datasets.download.RemoteFile;

/**
 * The MNIST database of handwritten digits (LeCun, Cortes, Burges): 60,000 images to train on and
 * 10,000 to test on, 28 × 28, grey, ten classes.
 */
public final class Mnist {

  /**
   * The set and its mirrors: first the address that torchvision.datasets.MNIST uses, then the copy
   * kept by the Common Visual Data Foundation, which TensorFlow Datasets uses. Mirrors pack the
   * files in different ways; the checksums are of what is inside.
   */
  public static final MnistLike SET =
      new MnistLike(
          "mnist",
          60_000,
          10_000,
          ImageShape.grey(28, 28),
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          "CC BY-SA 3.0",
          "LeCun, Cortes, Burges: the MNIST database of handwritten digits",
          new RemoteFile(
              "train-images-idx3-ubyte",
              47_040_016,
              Checksum.ofContent(
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")),
          new RemoteFile(
              "train-labels-idx1-ubyte",
              60_008,
              Checksum.ofContent(
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
          new RemoteFile(
              "t10k-images-idx3-ubyte",
              7_840_016,
              Checksum.ofContent(
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")),
          new RemoteFile(
              "t10k-labels-idx1-ubyte",
              10_008,
              Checksum.ofContent(
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          Optional.empty(),
          false);

  private Mnist() {}
}
