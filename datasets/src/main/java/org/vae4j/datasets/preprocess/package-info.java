/**
 * The steps that can be put between a data set and a network: {@code dataset.then(CropPad.to(32,
 * 32)).then(Threshold.AT_HALF)}. Each is a pure function of an example's numbers, the epoch and the
 * example's place; some are fitted on train first.
 */
package org.vae4j.datasets.preprocess;
