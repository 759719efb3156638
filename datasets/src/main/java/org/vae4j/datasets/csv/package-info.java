/**
 * Tables from CSV files that a DataVec schema describes: the header, columns of numbers and of
 * categories, the column of labels, missing values; and what is wrong with which row and column.
 * Tables that nobody describes are in tables, with messages of their own.
 */
package org.vae4j.datasets.csv;
