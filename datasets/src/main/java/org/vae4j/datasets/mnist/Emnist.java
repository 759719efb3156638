package org.vae4j.datasets.mnist;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.Checksum;
import org.vae4j.datasets.download.RemoteArchive;
import org.vae4j.datasets.download.RemoteFile;

/**
 * EMNIST Balanced (Cohen, Afshar, Tapson, van Schaik 2017, arXiv:1702.05373): digits and letters of
 * NIST Special Database 19 in 47 classes, those letters merged whose two cases look alike. The
 * files hold the images transposed.
 *
 * <p>The files come within an archive of all six parts, 536 MiB. Its first address, its MD5
 * (58c8d27c78d21e728a6bc7b3cc06412e) and the class names are those of {@code
 * torchvision/datasets/mnist.py} (pytorch/vision, class EMNIST); size, SHA-256 and the counts those
 * of TensorFlow Datasets ({@code url_checksums/emnist.txt}, {@code image_classification/mnist.py});
 * the second address, with the same MD5, that of mlverse/torchvision. Of the part Letters only one
 * reference gives counts, and nothing confirms them, so it is left out.
 */
public final class Emnist {

  /** The set and its mirrors. */
  public static final MnistLike SET =
      new MnistLike(
          "emnist",
          112_800,
          18_800,
          ImageShape.grey(28, 28),
          List.of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt".split("")),
          "not stated",
          "Cohen, Afshar, Tapson, van Schaik: EMNIST Balanced, from NIST Special Database 19",
          new RemoteFile(
              "emnist-balanced-train-images-idx3-ubyte", 16 + 112_800L * 784, Checksum.ofGzip()),
          new RemoteFile("emnist-balanced-train-labels-idx1-ubyte", 8 + 112_800, Checksum.ofGzip()),
          new RemoteFile(
              "emnist-balanced-test-images-idx3-ubyte", 16 + 18_800L * 784, Checksum.ofGzip()),
          new RemoteFile("emnist-balanced-test-labels-idx1-ubyte", 8 + 18_800, Checksum.ofGzip()),
          List.of(
              URI.create("https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/"),
              URI.create("https://biometrics.nist.gov/cs_links/EMNIST/")),
          Optional.of(
              new RemoteArchive(
                  "gzip.zip",
                  561_753_746,
                  "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
                  "gzip/")),
          true);

  private Emnist() {}
}
