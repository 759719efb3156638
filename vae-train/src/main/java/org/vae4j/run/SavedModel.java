package org.vae4j.run;

import org.vae4j.model.Vae;
import org.vae4j.train.TrainingState;

/**
 * What a checkpoint holds.
 *
 * @param vae with its updater's state
 * @param state of the training, at the same moment
 */
record SavedModel(Vae vae, TrainingState state) {}
