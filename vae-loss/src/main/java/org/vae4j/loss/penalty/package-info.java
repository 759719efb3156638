/**
 * Penalties of the aggregate posterior q(z) = E q(z | x), which a batch stands for: how far its
 * units depend on each other (total correlation, DIP), or how far it is from p(z) (MMD). One
 * penalty a file; one of your own is a class that implements {@link
 * org.vae4j.loss.penalty.PosteriorPenalty}.
 */
package org.vae4j.loss.penalty;
