/**
 * Information measures on plain doubles: the ground that the loss of a VAE stands on, written so
 * that a derivation can be checked number by number.
 *
 * <ul>
 *   <li>{@link org.vae4j.information.DiscreteDistribution}: self-information, entropy,
 *       cross-entropy, Kullback–Leibler, Jensen–Shannon and Jeffreys divergence of finitely many
 *       outcomes
 *   <li>{@link org.vae4j.information.UnivariateNormal}, {@link
 *       org.vae4j.information.MultivariateNormal}: the same in closed form for normal distributions
 *   <li>{@link org.vae4j.information.QuadratureKl}, {@link org.vae4j.information.MonteCarloKl}: the
 *       divergence of any two densities, as an {@link org.vae4j.information.Estimate} with its
 *       error
 *   <li>{@link org.vae4j.information.BregmanDivergence}: the family that the Kullback–Leibler
 *       divergence belongs to
 *   <li>{@link org.vae4j.information.Comparison}: the measures of a pair, in a chosen {@link
 *       org.vae4j.information.LogBase}
 * </ul>
 *
 * <p>Conventions. Every amount is in nats unless a {@link org.vae4j.information.LogBase} is given.
 * D(p‖q) is written {@code p.klDivergence(q)}: p is the distribution that the mean is taken over.
 * 0·log 0 = 0, and D(p‖q) = +∞ where q = 0 {@literal <} p. The divergences between distributions
 * are sums of terms that are never negative, so that D ≥ 0 holds exactly, and they keep their
 * leading digits when the two distributions are nearly equal. All types are immutable.
 */
package org.vae4j.information;
