package org.vae4j.settings;

import java.util.List;
import java.util.Map;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.ImageShape;

/**
 * What a run ran with, beside its settings: kept in config.yaml under {@code run:}.
 *
 * @param versions by name: vae4j, deeplearning4j, java, and whether the Vector API was there
 * @param image the shape of one x
 * @param horizonEpochs how many epochs the run was started with: what a schedule over the whole run
 *     goes by, however many epochs are added later
 * @param columns of a table; empty of what is none; null if an older version wrote it, which did
 *     not say
 */
public record RunInfo(
    Map<String, String> versions, ImageShape image, int horizonEpochs, List<Column> columns) {}
