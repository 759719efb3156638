package org.vae4j.settings;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.datasets.Copies;
import org.vae4j.datasets.csv.Header;
import org.vae4j.datasets.csv.MissingValues;
import org.vae4j.datasets.images.Background;
import org.vae4j.datasets.images.Colour;
import org.vae4j.datasets.images.ImageFolder;
import org.vae4j.datasets.images.Orientation;
import org.vae4j.datasets.images.Resize;
import org.vae4j.datasets.images.Unreadable;
import org.vae4j.datasets.npy.ArrayValues;
import org.vae4j.datasets.tables.ColumnReading;
import org.vae4j.datasets.tables.DecimalMark;
import org.vae4j.datasets.tables.GivenFormat;
import org.vae4j.datasets.tables.Separator;
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
            value = "column of labels, by name or by index from 0; no part of x (csv, table)",
            label = "NAME")
        String labelColumn,
    @Setting(
            value =
                "whether the first line is names of columns: auto (if it is text above numbers, or the"
                    + " schema's names), yes or no (csv, table)",
            label = "NAME")
        Header header,
    @Setting(
            value =
                "DataVec Schema or TransformProcess, JSON or YAML; without it columns are numbers (csv)",
            label = "FILE")
        Path schema,
    @Setting(
            value =
                "missing values: refuse, or impute (the column's mean, median or most frequent value in train) (csv, table)",
            label = "NAME")
        MissingValues missing,
    @Setting(
            value =
                "words that stand where there is no value, beside the usual ones such as NA (table)",
            label = "WORD[,...]")
        List<String> missingWords,
    @Setting(
            value =
                "what stands between cells: comma, semicolon, tab, bar or blank (default: as the file looks) (table)",
            label = "NAME")
        Separator separator,
    @Setting(
            value = "encoding, such as utf-8 or latin1 (default: as the file looks) (table)",
            label = "NAME")
        String encoding,
    @Setting(
            value =
                "what stands before decimals: point or comma (default: as the file looks) (table)",
            label = "NAME")
        DecimalMark decimal,
    @Setting(
            value =
                "what columns are: number, heavy-tailed, count, category, date, date:PATTERN or left-out;"
                    + " those not named are what they look like (table)",
            label = "NAME=KIND[,...]")
        List<String> columns,
    @Setting(
            value =
                "what numbers of arrays are: as-is, bytes (pixels from 0 to 255) or signed (pixels from -1 to 1) (npy)",
            label = "NAME")
        ArrayValues values,
    @Setting(
            value =
                "where exact copies of an example go when parts are set aside: apart, or together (all to one part)",
            label = "NAME")
        Copies copies,
    @Setting(
            value = "size of the images (images), or what rows are images of (csv, npy, amat)",
            label = "HxW")
        String imageSize,
    @Setting(value = "images of another size: none, stretch, fit or crop (images)", label = "NAME")
        Resize resize,
    @Setting(value = "grey or rgb (images)", label = "NAME") Colour colour,
    @Setting(value = "files that are no whole images: refuse or skip (images)", label = "NAME")
        Unreadable unreadable,
    @Setting(value = "behind what is transparent: black or white (images)", label = "NAME")
        Background background,
    @Setting(
            value =
                "which way up photos are: stored (as in the file), or exif (as the camera noted) (images)",
            label = "NAME")
        Orientation orientation) {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

  public static final FileSettings DEFAULTS =
      new FileSettings(
          SetAside.NONE,
          null,
          Header.AUTO,
          null,
          MissingValues.REFUSE,
          List.of(),
          null,
          null,
          null,
          List.of(),
          ArrayValues.AS_IS,
          Copies.APART,
          null,
          Resize.NONE,
          Colour.GREY,
          Unreadable.REFUSE,
          Background.BLACK,
          Orientation.STORED);

  /** Files are kept by their absolute path: a run may be looked at from another folder. */
  public FileSettings {
    schema = schema == null ? null : schema.toAbsolutePath().normalize();
    testSize = Objects.requireNonNullElse(testSize, SetAside.NONE);
    background = Objects.requireNonNullElse(background, Background.BLACK);
    orientation = Objects.requireNonNullElse(orientation, Orientation.STORED);
    copies = Objects.requireNonNullElse(copies, Copies.APART);
    values = Objects.requireNonNullElse(values, ArrayValues.AS_IS);
    missingWords = List.copyOf(Objects.requireNonNullElse(missingWords, List.of()));
    columns = List.copyOf(Objects.requireNonNullElse(columns, List.of()));
    Ranges.require(
        encoding == null || isCharset(encoding), "encoding", "a known one such as utf-8", encoding);
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
        testSize,
        labelColumn,
        header,
        file,
        missing,
        missingWords,
        separator,
        encoding,
        decimal,
        columns,
        values,
        copies,
        imageSize,
        resize,
        colour,
        unreadable,
        background,
        orientation);
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }

  /**
   * What is said of a table, so that it need not be told by its content.
   *
   * @throws org.vae4j.datasets.faults.BadDataException if a column is not written as it should be
   */
  public GivenFormat table() {
    Map<String, ColumnReading> given = new LinkedHashMap<>();
    columns.stream().map(ColumnReading::parse).forEach(column -> given.put(column.name(), column));
    return new GivenFormat(
        Optional.ofNullable(encoding).map(Charset::forName),
        Optional.ofNullable(separator),
        Optional.ofNullable(decimal),
        header == Header.AUTO ? Optional.empty() : Optional.of(header == Header.YES),
        given,
        Optional.ofNullable(labelColumn),
        Set.copyOf(missingWords));
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
