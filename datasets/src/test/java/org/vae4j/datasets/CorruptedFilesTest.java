package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.datasets.arrays.ArrayExamples;
import org.vae4j.datasets.csv.CsvExamples;
import org.vae4j.datasets.csv.MissingValues;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.idx.IdxBytes;
import org.vae4j.datasets.idx.IdxFile;
import org.vae4j.datasets.images.ImageFolder;
import org.vae4j.datasets.npy.NpyBytes;
import org.vae4j.datasets.npy.NpyExamples;

/**
 * Damaged files are refused, naming the file, or read right. Where the format has a checksum, right
 * means the numbers of the whole file; elsewhere as many numbers as the damaged file holds.
 */
class CorruptedFilesTest {
  private static final int EXAMPLES = 40;
  private static final int SIDE = 8;

  /** The heap of a test JVM is 1.5 GB: believing a header of 2 GB would end in an error. */
  private static final Duration NO_HANG = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** A format, a whole file of it, and how it is read. */
  enum Format {
    IDX(false) {
      @Override
      byte[] whole() {
        return IdxBytes.of(pixels(), EXAMPLES, SIDE, SIDE);
      }

      @Override
      Dataset read(Path file) throws IOException {
        return ArrayExamples.of("idx", IdxFile.read(file), Optional.empty());
      }
    },
    IDX_GZ(true) {
      @Override
      byte[] whole() {
        return IdxBytes.gzip(IDX.whole());
      }

      @Override
      Dataset read(Path file) throws IOException {
        return IDX.read(file);
      }
    },
    NPY(false) {
      @Override
      byte[] whole() {
        return NpyBytes.of("|u1", false, EXAMPLES + ", 8, 8", pixels());
      }

      @Override
      Dataset read(Path file) throws IOException {
        return NpyExamples.read("npy", file, Optional.empty());
      }
    },
    NPZ(true) {
      @Override
      byte[] whole() {
        return NpyBytes.npz(true, Map.of("x", NPY.whole()));
      }

      @Override
      Dataset read(Path file) throws IOException {
        return NpyExamples.read("npz", file, Optional.empty());
      }
    },
    NPZ_STORED(true) {
      @Override
      byte[] whole() {
        return NpyBytes.npz(false, Map.of("x", NPY.whole()));
      }

      @Override
      Dataset read(Path file) throws IOException {
        return NPZ.read(file);
      }
    },
    PNG(true) {
      @Override
      byte[] whole() {
        BufferedImage image =
            new BufferedImage(SIDE, EXAMPLES * SIDE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, SIDE, EXAMPLES * SIDE, pixels());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
          ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
      }

      @Override
      Dataset read(Path file) throws IOException {
        return ImageFolder.STANDARD.read("png", file.getParent());
      }
    },
    CSV(false) {
      @Override
      byte[] whole() {
        StringBuilder text = new StringBuilder();
        byte[] pixels = pixels();
        for (int i = 0; i < pixels.length; i++) {
          text.append(pixels[i]).append(i % (SIDE * SIDE) == SIDE * SIDE - 1 ? '\n' : ',');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      Dataset read(Path file) throws IOException {
        return new CsvExamples(Optional.empty(), Optional.empty(), MissingValues.REFUSE)
            .read(file, file)
            .train();
      }
    };

    private final boolean checked;

    Format(boolean checked) {
      this.checked = checked;
    }

    /** An npz file and a picture are known by their names. */
    String ending() {
      return switch (this) {
        case NPZ, NPZ_STORED -> "npz";
        case PNG -> "png";
        default -> "bin";
      };
    }

    abstract byte[] whole();

    abstract Dataset read(Path file) throws IOException;

    static byte[] pixels() {
      byte[] pixels = new byte[EXAMPLES * SIDE * SIDE];
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) random.nextInt(100);
      }
      return pixels;
    }
  }

  @ParameterizedTest
  @EnumSource
  void areRefusedOrReadRight(Format format) throws IOException {
    corrupt(format, 1, 100);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("stress")
  void areRefusedOrReadRightTwoThousandTimes(Format format) throws IOException {
    corrupt(format, 2, 2000);
  }

  private void corrupt(Format format, long seed, int times) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = format.whole();
    Path file = folder.resolve("data." + format.ending());
    float[] right = numbers(format.read(Files.write(file, whole)));
    int refused = 0;
    for (int i = 0; i < times; i++) {
      byte[] damaged = damaged(whole, random);
      Files.write(file, damaged);
      Optional<Dataset> read =
          Assertions.assertTimeoutPreemptively(NO_HANG, () -> readOrRefused(format, file));
      if (read.isEmpty()) {
        refused++;
      } else if (format.checked) {
        assertThat(numbers(read.get())).as("damage %d", i).isEqualTo(right);
      } else {
        assertThat(numbers(read.get()).length).isLessThanOrEqualTo(damaged.length);
      }
    }
    assertThat(refused).isPositive();
  }

  private static Optional<Dataset> readOrRefused(Format format, Path file) throws IOException {
    try {
      return Optional.of(format.read(file));
    } catch (BadDataException e) {
      assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
      return Optional.empty();
    }
  }

  private static float[] numbers(Dataset dataset) {
    float[] numbers = new float[dataset.size() * dataset.features()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = dataset.value(i / dataset.features(), i % dataset.features());
    }
    return numbers;
  }

  /** Bits flipped, the end cut off, a block lost or overwritten; half of it in the first bytes. */
  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    int reach = random.nextBoolean() ? whole.length : Math.min(whole.length, 150);
    int at = random.nextInt(reach);
    return switch (random.nextInt(4)) {
      case 0 -> {
        byte[] bytes = whole.clone();
        for (int k = random.nextInt(1, 6); k > 0; k--) {
          bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        yield bytes;
      }
      case 1 -> Arrays.copyOf(whole, at);
      case 2 -> {
        int lost = Math.min(whole.length - at, random.nextInt(1, 40));
        byte[] bytes = Arrays.copyOf(whole, whole.length - lost);
        System.arraycopy(whole, at + lost, bytes, at, bytes.length - at);
        yield bytes;
      }
      default -> {
        byte[] bytes = whole.clone();
        for (int k = at; k < Math.min(bytes.length, at + 4); k++) {
          bytes[k] = (byte) random.nextInt(256);
        }
        yield bytes;
      }
    };
  }
}
