/**
 * Tables from CSV files: the header, columns of numbers and of categories by DataVec's schemas, the
 * column of labels, missing values; and what is wrong with which row and column. How a number or a
 * line is read is told in storage.
 */
package org.vae4j.datasets.csv;
