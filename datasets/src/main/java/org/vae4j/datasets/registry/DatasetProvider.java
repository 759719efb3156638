package org.vae4j.datasets.registry;

import java.io.IOException;
import org.vae4j.datasets.DatasetSplits;

/** A data set that can be asked for by name. */
public interface DatasetProvider {

  /**
   * Returns the name it is asked for by.
   *
   * @return lower-case letters, digits and hyphens
   */
  String name();

  /**
   * Describes the set without loading it.
   *
   * @return what is known of it
   */
  DatasetInfo info();

  /**
   * Loads the set.
   *
   * @param request where to look and whom to tell
   * @return its train and test parts
   * @throws org.vae4j.datasets.BadDataException if the data is damaged or cannot be had
   * @throws IOException if reading or writing fails
   */
  DatasetSplits load(DatasetRequest request) throws IOException;
}
