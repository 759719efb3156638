package org.vae4j.datasets.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.DatasetSplits;

/**
 * A data set that can be asked for by name. A class of one's own is found when a jar on the class
 * path lists it in {@code META-INF/services/org.vae4j.datasets.registry.DatasetProvider}; it then
 * needs a public constructor without parameters ({@link java.util.ServiceLoader}).
 */
public interface DatasetProvider {

  /** The name it is asked for by: lower-case letters, digits and hyphens. */
  String name();

  /**
   * Describes the set without loading it.
   *
   * @return what is known of it
   */
  DatasetInfo info();

  /**
   * Whether the set can be loaded without a download: true unless a provider knows better.
   *
   * @param request where to look
   * @throws IOException if looking fails
   */
  default boolean isHere(DatasetRequest request) throws IOException {
    return true;
  }

  /**
   * Makes the set loadable without a network. A set that is never downloaded has nothing to do.
   *
   * @param request where to put it and whom to tell
   * @return the folder that has it, if it is files
   * @throws org.vae4j.datasets.faults.MissingDataException if it cannot be had
   * @throws IOException if reading or writing fails
   */
  default Optional<Path> fetch(DatasetRequest request) throws IOException {
    return Optional.empty();
  }

  /**
   * Loads the set.
   *
   * @param request where to look and whom to tell
   * @return its train and test parts
   * @throws org.vae4j.datasets.faults.BadDataException if the data is damaged or cannot be had
   * @throws IOException if reading or writing fails
   */
  DatasetSplits load(DatasetRequest request) throws IOException;
}
