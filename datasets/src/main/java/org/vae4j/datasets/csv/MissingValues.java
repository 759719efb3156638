package org.vae4j.datasets.csv;

/** What becomes of values that are not there. */
public enum MissingValues {
  /** They are an error that names the line and the column. */
  REFUSE,
  /**
   * They stay missing until an {@link org.vae4j.datasets.preprocess.Imputation}, fitted on what is
   * learned from once the parts are split, fills them in.
   */
  IMPUTE
}
