package org.vae4j.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.datasets.ImageShape;
import org.vae4j.refusal.Ranges;

/** Where x comes from. */
public record DataSettings(
    @Setting(
            value =
                "digits (drawn by the program), mnist or another of 'vae datasets', or files of your own: "
                    + "idx, table, csv, images, npy, amat",
            label = "NAME")
        String dataset,
    @Setting(value = "folder with the data set's files", label = "DIR") Path dataDir,
    @Setting(
            value = "file of your own, for images a folder; of an npz FILE.npz#ARRAY",
            label = "FILE")
        Path trainImages,
    @Setting(value = "its labels, optional (idx, npy)", label = "FILE") Path trainLabels,
    @Setting(value = "the same for testing; without it --test-size", label = "FILE")
        Path testImages,
    @Setting(value = "its labels, optional (idx, npy)", label = "FILE") Path testLabels,
    @Setting(value = "take the first N of train; test stays whole", label = "N") Integer limit,
    @Setting(
            value = "set N random examples of train aside, or a share of them such as 10%",
            label = "N")
        SetAside validationSize,
    @Setting(value = "only examples of these classes, of train and test", label = "NAME[,NAME...]")
        List<String> classes,
    @Setting(
            value = "cut images, or fill them up with 0, to this size, half on either side",
            label = "HxW")
        String cropPad,
    @Setting(
            value = "noise of the width of a pixel's level: none, or uniform, anew every epoch",
            label = "NAME")
        DequantisationName dequantize,
    @Setting(
            value =
                "none, threshold (1 from one half on), static (drawn once) or dynamic (train drawn"
                    + " anew every epoch, held-out parts as in static)",
            label = "NAME")
        BinarisationName binarize,
    @Setting(
            value =
                "auto (integer pixels over 255, other numbers as they are), none (as stored: pixels are 0"
                    + " to 255), unit (to [0, 1]: pixels over 255, other features by their bounds over"
                    + " train) or standard (each feature of mean 0 and deviation 1 over train)",
            label = "NAME")
        Scaling scale) {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,3})");

  static final DataSettings DEFAULTS =
      new DataSettings(
          "digits",
          null,
          null,
          null,
          null,
          null,
          null,
          SetAside.NONE,
          List.of(),
          null,
          DequantisationName.NONE,
          BinarisationName.NONE,
          Scaling.AUTO);

  /** Files are kept by their absolute path: a run may be looked at from another folder. */
  public DataSettings {
    dataDir = absolute(dataDir);
    trainImages = absolute(trainImages);
    trainLabels = absolute(trainLabels);
    testImages = absolute(testImages);
    testLabels = absolute(testLabels);
    Ranges.require(limit == null || limit >= 1, "limit", "at least 1", limit);
    validationSize = Objects.requireNonNullElse(validationSize, SetAside.NONE);
    classes = Objects.requireNonNullElse(classes, List.of());
    dequantize = Objects.requireNonNullElse(dequantize, DequantisationName.NONE);
    binarize = Objects.requireNonNullElse(binarize, BinarisationName.NONE);
    scale = Objects.requireNonNullElse(scale, Scaling.AUTO);
    Ranges.require(
        classes.stream().allMatch(name -> name != null && !name.isEmpty()),
        "classes",
        "names of classes",
        classes);
    classes = List.copyOf(classes);
    Ranges.require(
        cropPad == null || SIZE.matcher(cropPad).matches(),
        "crop-pad",
        "rows and columns of 1 to 9999, such as 32x32",
        cropPad);
    Ranges.require(
        dequantize == DequantisationName.NONE || scale != Scaling.NONE,
        "dequantize",
        "none beside --scale none",
        ConstantNames.of(dequantize));
    boolean binary = binarize != BinarisationName.NONE;
    Ranges.require(
        !binary || scale == Scaling.AUTO || scale == Scaling.UNIT,
        "scale",
        "unit beside --binarize " + ConstantNames.of(binarize),
        ConstantNames.of(scale));
    Ranges.require(
        !binary || dequantize == DequantisationName.NONE,
        "dequantize",
        "none beside --binarize " + ConstantNames.of(binarize),
        ConstantNames.of(dequantize));
  }

  /** The size that images of this shape are cut or filled up to, if they are. */
  public Optional<ImageShape> cropPadTo(ImageShape given) {
    if (cropPad == null) {
      return Optional.empty();
    }
    Matcher size = SIZE.matcher(cropPad);
    Ranges.require(size.matches(), "crop-pad", "rows and columns", cropPad);
    return Optional.of(
        new ImageShape(
            Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), given.channels()));
  }

  /** The same at other paths. */
  public DataSettings at(Path dir, Path train, Path trainClasses, Path test, Path testClasses) {
    return new DataSettings(
        dataset,
        dir,
        train,
        trainClasses,
        test,
        testClasses,
        limit,
        validationSize,
        classes,
        cropPad,
        dequantize,
        binarize,
        scale);
  }

  private static Path absolute(Path path) {
    return path == null ? null : path.toAbsolutePath().normalize();
  }
}
