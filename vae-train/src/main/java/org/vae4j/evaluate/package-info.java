/**
 * How good a model is, as numbers: the terms of the ELBO, the marginal likelihood by importance
 * sampling, active units, scores of single examples and how well they tell two sets apart (AUROC),
 * accuracy of classes in latent space. Numbers alone: tables and pictures of them are made by
 * export and report.
 */
package org.vae4j.evaluate;
