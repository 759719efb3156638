package org.vae4j.evaluate.diagnosis;

/**
 * All that is known of a trained model.
 *
 * @param setup what it was trained with
 * @param course how training went
 * @param latent what the latent units are used for
 * @param fit how p(x given z) fits the data
 * @param data what the data are like by themselves
 */
public record Evidence(Setup setup, Course course, LatentUse latent, Fit fit, DataFacts data) {}
