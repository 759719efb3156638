package org.vae4j.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.datasets.csv.Header;
import org.vae4j.datasets.csv.MissingValues;
import org.vae4j.datasets.images.Colour;
import org.vae4j.datasets.images.ImageFolder;
import org.vae4j.datasets.images.Resize;
import org.vae4j.datasets.images.Unreadable;
import org.vae4j.refusal.Ranges;

/** How files of one's own are read. */
public record FileSettings(
    @Setting(
            value =
                "set N random examples, or a share such as 10%, aside for testing, of a set that has no"
                    + " test file",
            label = "N")
        SetAside testSize,
    @Setting(
            value = "column of labels, by name or by index from 0; no part of x (csv)",
            label = "NAME")
        String labelColumn,
    @Setting(
            value =
                "whether the first line is names of columns: auto (if it is text above numbers, or the"
                    + " schema's names), yes or no (csv)",
            label = "NAME")
        Header header,
    @Setting(
            value =
                "DataVec Schema or TransformProcess, JSON or YAML; without it columns are numbers (csv)",
            label = "FILE")
        Path schema,
    @Setting(
            value =
                "missing values: refuse, or impute by the mean or most frequent one of train (csv)",
            label = "NAME")
        MissingValues missing,
    @Setting(
            value = "size of the images (images), or what rows are images of (csv, npy, amat)",
            label = "HxW")
        String imageSize,
    @Setting(value = "images of another size: none, stretch, fit or crop (images)", label = "NAME")
        Resize resize,
    @Setting(value = "grey or rgb (images)", label = "NAME") Colour colour,
    @Setting(value = "files that are no whole images: refuse or skip (images)", label = "NAME")
        Unreadable unreadable) {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

  public static final FileSettings DEFAULTS =
      new FileSettings(
          SetAside.NONE,
          null,
          Header.AUTO,
          null,
          MissingValues.REFUSE,
          null,
          Resize.NONE,
          Colour.GREY,
          Unreadable.REFUSE);

  /** Files are kept by their absolute path: a run may be looked at from another folder. */
  public FileSettings {
    schema = schema == null ? null : schema.toAbsolutePath().normalize();
    testSize = Objects.requireNonNullElse(testSize, SetAside.NONE);
    Ranges.require(
        imageSize == null || SIZE.matcher(imageSize).matches(),
        "image-size",
        "height and width such as 28x28",
        imageSize);
    Ranges.require(
        imageSize == null || pixels(imageSize) <= ImageFolder.MOST_PIXELS,
        "image-size",
        "at most %d pixels".formatted(ImageFolder.MOST_PIXELS),
        imageSize);
  }

  /** The same with the schema in another file. */
  public FileSettings withSchema(Path file) {
    return new FileSettings(
        testSize, labelColumn, header, file, missing, imageSize, resize, colour, unreadable);
  }

  private static long pixels(String size) {
    Matcher sides = SIZE.matcher(size);
    sides.matches();
    return Long.parseLong(sides.group(1)) * Long.parseLong(sides.group(2));
  }

  /** The size that is asked for. */
  public Optional<ImageFolder.Size> size() {
    if (imageSize == null) {
      return Optional.empty();
    }
    Matcher sides = SIZE.matcher(imageSize);
    sides.matches();
    return Optional.of(
        new ImageFolder.Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2))));
  }
}
