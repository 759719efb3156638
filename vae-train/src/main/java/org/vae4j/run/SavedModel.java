package org.vae4j.run;

import java.util.Map;
import java.util.Optional;
import org.vae4j.data.Origin;
import org.vae4j.model.Vae;
import org.vae4j.train.TrainingState;

/**
 * What a checkpoint holds.
 *
 * @param vae with its updater's state
 * @param state of the training, at the same moment
 * @param origin of both; empty in a checkpoint of an older version
 * @param versions what it was written with: {@link Versions}
 */
record SavedModel(
    Vae vae, TrainingState state, Optional<Origin> origin, Map<String, String> versions) {}
