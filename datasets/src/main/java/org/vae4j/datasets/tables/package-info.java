/**
 * Tables as people have them, text or Parquet, understood by their content: the encoding, what
 * stands between the cells, the header, what each column is and which are left out. A guess is made
 * once; what was guessed is enough to read the same file, or another one, in the same way again.
 * Tables that a DataVec schema describes are read in csv.
 */
package org.vae4j.datasets.tables;
