package org.vae4j.run;

import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.Likelihood;

/** The likelihoods that can be asked for by name. */
public enum LikelihoodName {
  BERNOULLI(new BernoulliLikelihood());

  private final transient Likelihood likelihood;

  LikelihoodName(Likelihood likelihood) {
    this.likelihood = likelihood;
  }

  public Likelihood likelihood() {
    return likelihood;
  }
}
