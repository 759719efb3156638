package org.vae4j.datasets.registry;

import java.util.List;
import org.vae4j.datasets.ImageShape;

/**
 * What is known of a data set before it is loaded.
 *
 * @param name the name it is asked for by
 * @param trainSize how many examples are for training
 * @param testSize how many examples are for testing
 * @param shape the shape of each image
 * @param classNames the names of class 0, 1, …; empty without labels
 * @param licence the terms it may be used under, as far as they are known
 * @param source where it comes from
 */
public record DatasetInfo(
    String name,
    int trainSize,
    int testSize,
    ImageShape shape,
    List<String> classNames,
    String licence,
    String source) {

  /** Keeps a copy of the list. */
  public DatasetInfo {
    classNames = List.copyOf(classNames);
  }
}
