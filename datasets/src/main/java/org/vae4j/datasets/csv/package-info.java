/** Tables from CSV files: columns of numbers and of categories, described by DataVec's schemas. */
package org.vae4j.datasets.csv;
