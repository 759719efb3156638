package org.vae4j.evaluate.diagnosis;

import java.util.Optional;

/**
 * All that is known of a trained model.
 *
 * @param setup what it was trained with
 * @param course how training went
 * @param kl of q(z given x) from p(z) after the epoch of the model, of the test part in nats
 * @param latent what the latent units are used for; empty where nobody knows
 * @param fit how p(x given z) fits the data
 * @param data what the data are like by themselves
 */
public record Evidence(
    Setup setup, Course course, double kl, Optional<LatentUse> latent, Fit fit, DataFacts data) {}
