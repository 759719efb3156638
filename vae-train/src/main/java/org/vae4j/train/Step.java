package org.vae4j.train;

import org.vae4j.loss.LossTerms;

/**
 * One parameter update.
 *
 * @param epoch counts from 1
 * @param batch the batch inside the epoch, counts from 1
 * @param batches how many the epoch has; while an iterator has not told, one more than there were.
 *     Equal to {@code batch} after the last one
 * @param examples in the epoch so far
 * @param average the loss over the epoch so far
 * @param seconds since the epoch began
 * @param state where training can go on from here
 */
public record Step(
    int epoch,
    int batch,
    int batches,
    long examples,
    LossTerms average,
    double seconds,
    TrainingState state) {}
