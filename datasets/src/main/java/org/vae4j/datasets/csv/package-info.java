/**
 * Tables from CSV files: the header, columns of numbers and of categories by DataVec's schemas, the
 * column of labels, missing values; and what is wrong with which row and column.
 */
package org.vae4j.datasets.csv;
