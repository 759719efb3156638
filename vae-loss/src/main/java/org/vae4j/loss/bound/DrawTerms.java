package org.vae4j.loss.bound;

/**
 * What the draws of one example tell, in nats, at KL weight 1.
 *
 * @param weights the importance weights of its K draws
 * @param reconstruction −log p(x | z), averaged over the draws
 * @param kl log q(z | x) − log p(z), averaged over the draws
 */
public record DrawTerms(ImportanceWeights weights, double reconstruction, double kl) {}
