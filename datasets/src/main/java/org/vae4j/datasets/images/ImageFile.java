package org.vae4j.datasets.images;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

/** Reads an image file: PNG, JPEG, BMP or GIF (its first picture), as its first bytes say. */
final class ImageFile {
  private static final long LARGEST_FILE = 1L << 28;

  private static final int BYTE_LEVELS = 256;

  private static final int DEEP_LEVELS = 65_536;

  private ImageFile() {}

  /**
   * Reads a file.
   *
   * @throws BadDataException if it is missing, damaged or no such image, or has more than 64
   *     million pixels
   */
  static Planes read(Path file, ImageFolder wanted) throws IOException {
    byte[] bytes = bytes(file);
    ImageFormat format = format(file, bytes);
    if (format == ImageFormat.PNG) {
      PngChunks.verify(file.toString(), bytes);
    }
    Planes stored = planes(decode(file, bytes, format), wanted);
    return wanted.orientation() == Orientation.EXIF && format == ImageFormat.JPEG
        ? ExifOrientation.of(bytes).applyTo(stored)
        : stored;
  }

  /**
   * What a survey asks of an image.
   *
   * @param height upright
   * @param width upright
   */
  record Look(int height, int width, boolean grey, boolean transparent, boolean turned) {}

  /** Looks at a file without keeping its pixels. */
  static Look look(Path file) throws IOException {
    byte[] bytes = bytes(file);
    ImageFormat format = format(file, bytes);
    BufferedImage image = decode(file, bytes, format);
    ExifOrientation orientation =
        format == ImageFormat.JPEG ? ExifOrientation.of(bytes) : ExifOrientation.UPRIGHT;
    boolean grey = true;
    boolean transparent = false;
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        int argb = image.getRGB(column, row);
        transparent |= argb >>> 24 != 0xff;
        grey &= isGrey(argb);
      }
    }
    return new Look(
        orientation.transposed() ? image.getWidth() : image.getHeight(),
        orientation.transposed() ? image.getHeight() : image.getWidth(),
        grey,
        transparent,
        !orientation.equals(ExifOrientation.UPRIGHT));
  }

  private static boolean isGrey(int argb) {
    int red = argb >> 16 & 0xff;
    int green = argb >> 8 & 0xff;
    int blue = argb & 0xff;
    // What a JPEG of grey pixels may be off by in its colours.
    return argb >>> 24 == 0 || (Math.abs(red - green) <= 2 && Math.abs(green - blue) <= 2);
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      long size = Files.size(file);
      if (size > LARGEST_FILE) {
        throw BadDataException.of(file, "an image of at most 256 MiB", size + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw BadDataException.unreadable(file, "none", e);
    } catch (AccessDeniedException e) {
      throw BadDataException.unreadable(file, "one without permission to read it", e);
    }
  }

  private static ImageFormat format(Path file, byte[] bytes) {
    return ImageFormat.of(bytes)
        .orElseThrow(
            () ->
                BadDataException.at(
                    file.toString(),
                    0,
                    "a PNG, JPEG, BMP or GIF image",
                    bytes.length == 0 ? "an empty file" : "something else"));
  }

  private static BufferedImage decode(Path file, byte[] bytes, ImageFormat format)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(name(format)).next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, true, true);
      requireSize(file, reader.getWidth(0), reader.getHeight(0));
      Warnings warnings = new Warnings();
      reader.addIIOReadWarningListener(warnings);
      BufferedImage image = reader.read(0);
      warnings.requireWhole(file, format);
      return image;
    } catch (BadDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the JDK's decoders trip over damage in many ways
      throw damaged(file, format, Optional.ofNullable(e.getMessage()).orElse("" + e));
    } finally {
      reader.dispose();
    }
  }

  /** As the JDK's decoders have it. */
  private static String name(ImageFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static BadDataException damaged(Path file, ImageFormat format, String how) {
    return BadDataException.of(
        file,
        "a whole " + name(format) + " image",
        "damage (" + how.lines().findFirst().orElse("") + ")");
  }

  /**
   * What the decoder said without failing: the JDK's for JPEG makes up what a file lacks, its end
   * marker included, and only warns. To throw from the listener would be lost in native code.
   */
  private static final class Warnings implements IIOReadWarningListener {
    private Optional<String> first = Optional.empty();

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      boolean isDamage =
          warning.startsWith("Truncated File")
              || (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous"));
      if (isDamage && first.isEmpty()) {
        first = Optional.of(warning);
      }
    }

    void requireWhole(Path file, ImageFormat format) {
      if (first.isPresent()) {
        throw damaged(file, format, first.get());
      }
    }
  }

  private static void requireSize(Path file, int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > ImageFolder.MOST_PIXELS) {
      throw BadDataException.of(
          file, "an image of 1 to " + ImageFolder.MOST_PIXELS + " pixels", height + "x" + width);
    }
  }

  /** Grey of more than 8 bits keeps 16; all else has 8. */
  private static Planes planes(BufferedImage image, ImageFolder wanted) {
    Colour colour = wanted.colour();
    ColorModel model = image.getColorModel();
    boolean grey = model.getNumColorComponents() == 1 && !(model instanceof IndexColorModel);
    int levels = grey && model.getComponentSize(0) > Byte.SIZE ? DEEP_LEVELS : BYTE_LEVELS;
    Planes planes =
        new Planes(new ImageShape(image.getHeight(), image.getWidth(), colour.channels()), levels);
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        if (grey) {
          int value = grey(image, row, column, levels - 1, wanted.background());
          for (int channel = 0; channel < colour.channels(); channel++) {
            planes.set(channel, row, column, value);
          }
        } else {
          setColour(planes, row, column, image.getRGB(column, row), wanted);
        }
      }
    }
    return planes;
  }

  /** The stored level: getRGB would turn it from linear into sRGB. */
  private static int grey(
      BufferedImage image, int row, int column, int highest, Background background) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int level = scaled(raster.getSample(column, row, 0), model.getComponentSize(0), highest);
    if (!model.hasAlpha()) {
      return level;
    }
    int alpha = scaled(raster.getSample(column, row, 1), model.getComponentSize(1), highest);
    return background.under(level, alpha, highest);
  }

  private static int scaled(int sample, int bits, int highest) {
    int most = (1 << bits) - 1;
    return most == highest ? sample : (int) Math.floor(sample * (double) highest / most + 0.5);
  }

  private static void setColour(Planes planes, int row, int column, int argb, ImageFolder wanted) {
    Background background = wanted.background();
    int alpha = argb >>> 24;
    int red = background.under(argb >> 16 & 0xff, alpha, BYTE_LEVELS - 1);
    int green = background.under(argb >> 8 & 0xff, alpha, BYTE_LEVELS - 1);
    int blue = background.under(argb & 0xff, alpha, BYTE_LEVELS - 1);
    if (wanted.colour() == Colour.GREY) {
      planes.set(0, row, column, (299 * red + 587 * green + 114 * blue + 500) / 1000);
      return;
    }
    planes.set(0, row, column, red);
    planes.set(1, row, column, green);
    planes.set(2, row, column, blue);
  }
}
