package org.vae4j.run;

import org.vae4j.loss.likelihood.BernoulliLikelihood;
import org.vae4j.loss.likelihood.Likelihood;

/** The likelihoods that can be asked for by name. */
public enum LikelihoodName {
  BERNOULLI;

  public Likelihood likelihood() {
    return switch (this) {
      case BERNOULLI -> new BernoulliLikelihood();
    };
  }
}
