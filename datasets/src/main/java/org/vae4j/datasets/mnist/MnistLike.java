package org.vae4j.datasets.mnist;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.download.RemoteArchive;
import org.vae4j.datasets.download.RemoteFile;

/**
 * What is known of a public data set that comes as four IDX files.
 *
 * @param name the name it is asked for by, also of its folder
 * @param trainSize how many examples are for training
 * @param testSize how many examples are for testing
 * @param shape the shape of each image
 * @param classNames the names of class 0, 1, …
 * @param licence the terms it may be used under, as far as they are known
 * @param source who made it
 * @param trainImages the file of images to train on
 * @param trainLabels the file of their labels
 * @param testImages the file of images to test on
 * @param testLabels the file of their labels
 * @param mirrors where the files, or the archive, can be had, in the order to try them
 * @param archive what mirrors hold instead of the files, if they do
 * @param transposed whether the files hold columns where MNIST has rows
 */
public record MnistLike(
    String name,
    int trainSize,
    int testSize,
    ImageShape shape,
    List<String> classNames,
    String licence,
    String source,
    RemoteFile trainImages,
    RemoteFile trainLabels,
    RemoteFile testImages,
    RemoteFile testLabels,
    List<URI> mirrors,
    Optional<RemoteArchive> archive,
    boolean transposed) {

  /** Keeps copies of the lists. */
  public MnistLike {
    classNames = List.copyOf(classNames);
    mirrors = List.copyOf(mirrors);
  }

  /**
   * The same set with other mirrors.
   *
   * @param others where the files can be had, in the order to try them
   */
  public MnistLike from(List<URI> others) {
    return new MnistLike(
        name,
        trainSize,
        testSize,
        shape,
        classNames,
        licence,
        source,
        trainImages,
        trainLabels,
        testImages,
        testLabels,
        others,
        archive,
        transposed);
  }

  /** The four files. */
  Stream<RemoteFile> files() {
    return Stream.of(trainImages, trainLabels, testImages, testLabels);
  }
}
