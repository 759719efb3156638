/**
 * Where x comes from: images kept as bytes, their splits, and the iterator that feeds a network.
 *
 * <p>The parts: {@link org.vae4j.datasets.Dataset} is the data in memory, {@link
 * org.vae4j.datasets.DatasetSplits} its train, validation and test parts, and {@link
 * org.vae4j.datasets.DatasetIterator} hands it to DL4J. Sub-packages say what is done to an example
 * on the way ({@code preprocess}), read files ({@code idx}), fetch them ({@code download}, {@code
 * mnist}), draw digits ({@code digits}) and find a set by its name ({@code registry}).
 */
package org.vae4j.datasets;
