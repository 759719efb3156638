/**
 * Parquet files as rows of text: each value is written as it would stand in a CSV file of the same
 * table, so that all that is known of tables holds for both. Pages are found and unpacked here and
 * decoded by Apache Parquet; nothing of Hadoop is needed. Columns that hold more than one value a
 * row, or bytes, are named and left out.
 */
package org.vae4j.datasets.parquet;
