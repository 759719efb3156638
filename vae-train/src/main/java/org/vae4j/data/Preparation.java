package org.vae4j.data;

import java.util.ArrayList;
import java.util.List;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.csv.MissingValues;
import org.vae4j.datasets.preprocess.Binarisation;
import org.vae4j.datasets.preprocess.CropPad;
import org.vae4j.datasets.preprocess.Dequantisation;
import org.vae4j.datasets.preprocess.Draws;
import org.vae4j.datasets.preprocess.Imputation;
import org.vae4j.datasets.preprocess.PixelLevels;
import org.vae4j.datasets.preprocess.Standardisation;
import org.vae4j.datasets.preprocess.Threshold;
import org.vae4j.datasets.preprocess.UnitScaling;
import org.vae4j.random.RandomKey;
import org.vae4j.refusal.BadInputException;
import org.vae4j.settings.DataSettings;
import org.vae4j.settings.DequantisationName;
import org.vae4j.settings.Scaling;
import org.vae4j.settings.Settings;

/**
 * The steps that settings ask for. What is fitted is fitted on train alone; what is drawn anew is
 * so for train alone, and held-out parts keep one draw an example, so that their losses compare:
 * over epochs, and over runs of any seed.
 */
final class Preparation {
  /** Not the run's seed: a held-out part, or a set binarised once, is one set for all runs. */
  private static final RandomKey FIXED = RandomKey.of(0).with("preprocessing");

  /** Numbers that are to be dequantised have to be pixels over 255. */
  private static final int LEVELS_OF_A_BYTE = 256;

  private final DataSettings data;
  private final boolean imputes;
  private final boolean hasImageSize;
  private final FittedSteps kept;
  private final RandomKey key;

  /** The steps of a new run, or of one that goes on with the same data: fitted on train. */
  Preparation(Settings settings) {
    this(settings, FittedSteps.NONE);
  }

  /**
   * The steps of a run that has begun.
   *
   * @param kept what was fitted then; what is not among them is fitted now
   */
  Preparation(Settings settings, FittedSteps kept) {
    this.data = settings.data();
    this.imputes = settings.files().missing() == MissingValues.IMPUTE;
    this.hasImageSize = settings.files().imageSize() != null;
    this.kept = kept;
    this.key = RandomKey.of(settings.training().seed()).with("preprocessing");
  }

  /**
   * The parts as the network sees them; validation is, and stays, a part of the stored train.
   *
   * @throws BadInputException if rows that are no images are to be cropped
   */
  DatasetSplits applyTo(DatasetSplits splits) {
    boolean pixels = splits.train().hasPixels();
    int levels = pixels ? splits.train().levels() : LEVELS_OF_A_BYTE;
    ImageShape stored = splits.train().shape();
    DatasetSplits parts = splits;
    if (imputes) {
      Dataset train = parts.train();
      parts = with(parts, kept.orFit(Imputation.class, () -> Imputation.fit(train)));
    }
    if (data.cropPadTo(stored).isPresent()) {
      if (stored.height() == 1 && !hasImageSize) {
        throw new BadInputException(
            "--crop-pad: expected images (--image-size HxW says what image a row is), got rows of %d values"
                .formatted(stored.size()));
      }
      ImageShape to = data.cropPadTo(stored).get();
      parts = with(parts, new CropPad(stored, to.height(), to.width()));
    }
    if (!pixels && data.scale() == Scaling.UNIT) {
      Dataset train = parts.train();
      parts = with(parts, kept.orFit(UnitScaling.class, () -> UnitScaling.fit(train)));
    }
    parts =
        new DatasetSplits(
            with(parts.train(), drawn("train", levels, true)),
            parts.validation().map(part -> with(part, drawn("train", levels, false))),
            with(parts.test(), drawn("test", levels, false)));
    if (pixels && data.scale() == Scaling.NONE) {
      parts = with(parts, kept.orFit(PixelLevels.class, () -> new PixelLevels(levels)));
    }
    if (data.scale() == Scaling.STANDARD) {
      Dataset train = parts.train();
      parts = with(parts, kept.orFit(Standardisation.class, () -> Standardisation.fit(train)));
    }
    return parts;
  }

  /**
   * Another set as the network sees it: prepared as the run's own test part is.
   *
   * @param other as it is stored
   * @param own the shape that the network sees
   * @throws BadInputException if the other's images come out in another
   */
  Dataset applyTo(Dataset other, ImageShape own) {
    ImageShape seen = data.cropPadTo(other.shape()).orElse(other.shape());
    if (!seen.equals(own)) {
      throw PreparedData.otherShape(other.name(), own, seen);
    }
    return applyTo(DatasetSplits.of(other, other)).test();
  }

  private List<PreprocessingStep> drawn(String storedIn, int levels, boolean anew) {
    List<PreprocessingStep> steps = new ArrayList<>();
    if (data.dequantize() == DequantisationName.UNIFORM) {
      steps.add(new Dequantisation(draws("dequantisation", storedIn, anew), levels));
    }
    switch (data.binarize()) {
      case NONE -> {}
      case THRESHOLD -> steps.add(Threshold.AT_HALF);
      case STATIC -> steps.add(new Binarisation(draws("binarisation", storedIn, false)));
      case DYNAMIC -> steps.add(new Binarisation(draws("binarisation", storedIn, anew)));
    }
    return steps;
  }

  private Draws draws(String purpose, String storedIn, boolean anew) {
    return anew
        ? Draws.everyEpoch(key.with(purpose).with(storedIn))
        : Draws.once(FIXED.with(purpose).with(storedIn));
  }

  private static DatasetSplits with(DatasetSplits parts, PreprocessingStep step) {
    return new DatasetSplits(
        parts.train().then(step),
        parts.validation().map(part -> part.then(step)),
        parts.test().then(step));
  }

  private static Dataset with(Dataset part, List<PreprocessingStep> steps) {
    Dataset prepared = part;
    for (PreprocessingStep step : steps) {
      prepared = prepared.then(step);
    }
    return prepared;
  }
}
