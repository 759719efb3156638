package org.vae4j.datasets.download;

import java.io.IOException;
import java.nio.file.Path;

/** What mirrors hold under one name, and how to tell that it came in full. */
public sealed interface Remote permits RemoteFile, RemoteArchive {

  /**
   * Returns the name under which mirrors hold it.
   *
   * @return a file name
   */
  String storedName();

  /**
   * Returns how large a download may become before it cannot be this.
   *
   * @return a bound in bytes
   */
  long mostStoredBytes();

  /**
   * Tells whether a file on disk is this, in full.
   *
   * @param file any file
   * @return true if its checksum is right
   * @throws IOException if the file cannot be read; a damaged one is just not right
   */
  boolean isContentOf(Path file) throws IOException;
}
