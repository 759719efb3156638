package org.vae4j.datasets.mnist;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.Checksum;
import org.vae4j.datasets.download.RemoteFile;

/**
 * Kuzushiji-MNIST (Clanuwat et al. 2018, arXiv:1812.01718): one cursive hiragana for each class, in
 * the sizes and the format of MNIST.
 *
 * <p>Address and class names are those of {@code torchvision/datasets/mnist.py} (pytorch/vision,
 * class KMNIST) and of the README of rois-codh/kmnist, which also gives the licence; sizes and
 * checksums those of {@code url_checksums/kmnist.txt} of TensorFlow Datasets. No second mirror is
 * named by any of them.
 */
public final class Kmnist {

  /** The set and its mirror. */
  public static final MnistLike SET =
      new MnistLike(
          "kmnist",
          60_000,
          10_000,
          ImageShape.grey(28, 28),
          List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
          "CC BY-SA 4.0",
          "KMNIST (CODH), adapted from the Kuzushiji dataset (NIJL), doi:10.20676/00000341",
          new RemoteFile(
              "train-images-idx3-ubyte",
              47_040_016,
              Checksum.asStored(
                  "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4")),
          new RemoteFile(
              "train-labels-idx1-ubyte",
              60_008,
              Checksum.asStored(
                  "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17")),
          new RemoteFile(
              "t10k-images-idx3-ubyte",
              7_840_016,
              Checksum.asStored(
                  "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5")),
          new RemoteFile(
              "t10k-labels-idx1-ubyte",
              10_008,
              Checksum.asStored(
                  "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
          List.of(URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/")),
          Optional.empty(),
          false);

  private Kmnist() {}
}
