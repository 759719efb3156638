package org.vae4j.datasets.csv;

/** Whether the first line of a CSV file is the names of its columns. */
public enum Header {
  /**
   * It is if it is the schema's names; without a schema, if it has the name of the column of
   * labels, a text above a number, or no number at all.
   */
  AUTO,
  /** It is. With a schema it has to be the schema's names. */
  YES,
  /** It is a row as all others. */
  NO
}
