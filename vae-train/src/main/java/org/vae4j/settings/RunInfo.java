package org.vae4j.settings;

import java.util.Map;
import org.vae4j.datasets.ImageShape;

/**
 * What a run ran with, beside its settings: kept in config.yaml under {@code run:}.
 *
 * @param versions by name: vae4j, deeplearning4j, java
 * @param image the shape of one x
 * @param horizonEpochs how many epochs the run was started with: what a schedule over the whole run
 *     goes by, however many epochs are added later
 */
public record RunInfo(Map<String, String> versions, ImageShape image, int horizonEpochs) {}
