package org.vae4j.datasets.download;

import java.io.IOException;
import java.nio.file.Path;

/** What mirrors hold under one name, and how to tell that it came in full. */
public sealed interface Remote permits RemoteFile, RemoteArchive {

  /** The name under which mirrors hold it. */
  String storedName();

  /** How many bytes a download may have before it cannot be this. */
  long mostStoredBytes();

  /**
   * Whether a file on disk is this, in full: true if its checksum is right.
   *
   * @throws IOException if the file cannot be read; a damaged one is just not right
   */
  boolean isContentOf(Path file) throws IOException;
}
