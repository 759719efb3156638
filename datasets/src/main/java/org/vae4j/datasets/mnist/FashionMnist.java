package org.vae4j.datasets.mnist;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.Checksum;
import org.vae4j.datasets.download.RemoteFile;

/**
 * Fashion-MNIST (Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747): articles of Zalando's shop, in the
 * sizes and the format of MNIST.
 *
 * <p>Addresses and class names are those of {@code torchvision/datasets/mnist.py} (pytorch/vision,
 * class FashionMNIST) and of the README of zalandoresearch/fashion-mnist, whose repository is the
 * second mirror; sizes and checksums those of {@code url_checksums/fashion_mnist.txt} of TensorFlow
 * Datasets.
 */
public final class FashionMnist {

  /** The set and its mirrors. */
  public static final MnistLike SET =
      new MnistLike(
          "fashion-mnist",
          60_000,
          10_000,
          ImageShape.grey(28, 28),
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          "MIT",
          "Xiao, Rasul, Vollgraf: articles of Zalando's shop",
          new RemoteFile(
              "train-images-idx3-ubyte",
              47_040_016,
              Checksum.asStored(
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84")),
          new RemoteFile(
              "train-labels-idx1-ubyte",
              60_008,
              Checksum.asStored(
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845")),
          new RemoteFile(
              "t10k-images-idx3-ubyte",
              7_840_016,
              Checksum.asStored(
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073")),
          new RemoteFile(
              "t10k-labels-idx1-ubyte",
              10_008,
              Checksum.asStored(
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          List.of(
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
          Optional.empty(),
          false);

  private FashionMnist() {}
}
