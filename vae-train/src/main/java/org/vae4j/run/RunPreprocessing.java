package org.vae4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageDataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.preprocess.Binarisation;
import org.vae4j.datasets.preprocess.CropPad;
import org.vae4j.datasets.preprocess.Dequantisation;
import org.vae4j.datasets.preprocess.Draws;
import org.vae4j.datasets.preprocess.PixelLevels;
import org.vae4j.datasets.preprocess.Standardisation;
import org.vae4j.datasets.preprocess.Threshold;
import org.vae4j.random.RandomKey;

/**
 * The steps that settings ask for. What is fitted is fitted on train alone; what is drawn anew is
 * so for train alone, and held-out parts keep one draw an example, so that their losses compare:
 * over epochs, and over runs of any seed.
 */
final class RunPreprocessing {
  /** Not the run's seed: a held-out part, or a set binarised once, is one set for all runs. */
  private static final RandomKey FIXED = RandomKey.of(0).with("preprocessing");

  private final DataSettings data;
  private final RandomKey key;

  RunPreprocessing(Settings settings) {
    this.data = settings.data();
    this.key = RandomKey.of(settings.training().seed()).with("preprocessing");
  }

  /** The parts as the network sees them; validation is, and stays, a part of the stored train. */
  DatasetSplits applyTo(DatasetSplits splits) {
    ImageShape stored = splits.train().shape();
    boolean pixels = splits.train().hasPixels();
    ImageDataset train = with(splits.train(), steps(stored, pixels, "train", true));
    Optional<ImageDataset> validation =
        splits.validation().map(part -> with(part, steps(stored, pixels, "train", false)));
    ImageDataset test = with(splits.test(), steps(stored, pixels, "test", false));
    List<PreprocessingStep> fitted = fitted(train);
    return new DatasetSplits(
        with(train, fitted), validation.map(part -> with(part, fitted)), with(test, fitted));
  }

  /**
   * Another set as the network sees it: prepared as the run's own test part is.
   *
   * @param other as it is stored
   * @param own a part of the run's data, prepared: what was fitted on train is taken from it
   * @throws BadInputException if the other's images come out in another shape
   */
  ImageDataset applyTo(ImageDataset other, ImageDataset own) {
    ImageDataset prepared = with(other, steps(other.shape(), other.hasPixels(), "test", false));
    RunData.requireShape(prepared, own.shape());
    return with(prepared, own.steps().stream().filter(Standardisation.class::isInstance).toList());
  }

  private List<PreprocessingStep> steps(
      ImageShape stored, boolean pixels, String storedIn, boolean drawnAnew) {
    List<PreprocessingStep> steps = new ArrayList<>();
    data.cropPadTo(stored).ifPresent(to -> steps.add(new CropPad(stored, to.height(), to.width())));
    if (data.dequantize() == DequantisationName.UNIFORM) {
      steps.add(new Dequantisation(draws("dequantisation", storedIn, drawnAnew)));
    }
    switch (data.binarize()) {
      case NONE -> {}
      case THRESHOLD -> steps.add(Threshold.AT_HALF);
      case STATIC -> steps.add(new Binarisation(draws("binarisation", storedIn, false)));
      case DYNAMIC -> steps.add(new Binarisation(draws("binarisation", storedIn, drawnAnew)));
    }
    if (pixels && data.scale() == Scaling.NONE) {
      steps.add(new PixelLevels());
    }
    return steps;
  }

  private Draws draws(String purpose, String storedIn, boolean anew) {
    return anew
        ? Draws.everyEpoch(key.with(purpose).with(storedIn))
        : Draws.once(FIXED.with(purpose).with(storedIn));
  }

  private List<PreprocessingStep> fitted(ImageDataset train) {
    return data.scale() == Scaling.STANDARD ? List.of(Standardisation.fit(train)) : List.of();
  }

  private static ImageDataset with(ImageDataset part, List<PreprocessingStep> steps) {
    ImageDataset prepared = part;
    for (PreprocessingStep step : steps) {
      prepared = prepared.then(step);
    }
    return prepared;
  }
}
