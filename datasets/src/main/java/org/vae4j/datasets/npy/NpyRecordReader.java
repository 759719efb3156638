package org.vae4j.datasets.npy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.records.DatasetRecordReader;

/** Reads examples from npy and npz files, see {@link NpyExamples}. */
public final class NpyRecordReader extends DatasetRecordReader {
  private static final long serialVersionUID = 1L;

  private final File labels;

  /** Makes a reader of examples without labels. */
  public NpyRecordReader() {
    this(null);
  }

  private NpyRecordReader(File labels) {
    this.labels = labels;
  }

  /**
   * Makes a reader that adds a label to each example.
   *
   * @param labels an npy file, or an npz file with or without {@code #} and the name of an array
   * @return the reader, to be initialised with the file of examples
   */
  public static NpyRecordReader withLabels(File labels) {
    return new NpyRecordReader(labels);
  }

  @Override
  protected Dataset load(Path source) throws IOException {
    return NpyExamples.read(
        source.toString(), source, Optional.ofNullable(labels).map(File::toPath));
  }
}
