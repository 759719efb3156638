package org.vae4j.datasets.amat;

import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.records.DatasetRecordReader;

/** Reads rows of numbers from amat files, see {@link AmatFile}. */
public final class AmatRecordReader extends DatasetRecordReader {
  private static final long serialVersionUID = 1L;

  /** Makes a reader. */
  public AmatRecordReader() {}

  @Override
  protected Dataset load(Path source) throws IOException {
    return AmatFile.read(source.toString(), source);
  }
}
