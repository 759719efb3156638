package org.vae4j.datasets.csv;

/** What becomes of values that are not there. */
public enum MissingValues {
  /** They are an error that names the line and the column. */
  REFUSE,
  /** Numbers become the mean, categories the most frequent one, of the column in train. */
  IMPUTE
}
