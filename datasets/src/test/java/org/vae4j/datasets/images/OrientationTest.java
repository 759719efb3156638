package org.vae4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;

/** Photographs are upright if the camera noted how it was held. */
class OrientationTest {
  @TempDir private Path folder;

  /** A JPEG that notes an orientation in the first entry but one of its EXIF data. */
  private static byte[] noted(byte[] jpeg, int orientation, ByteOrder order) {
    ByteBuffer exif = ByteBuffer.allocate(2 + 2 + 6 + 8 + 2 + 2 * 12 + 4);
    exif.putShort((short) 0xffe1).putShort((short) (exif.capacity() - 2));
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    exif.order(order);
    exif.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    exif.putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(3);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + exif.capacity());
    return file.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  /**
   * What has to be done to the stored rows {@code abc} and {@code def}, as EXIF's table of the
   * place of row 0 and column 0 says.
   */
  @ParameterizedTest
  @CsvSource({
    "1, abc/def",
    "2, cba/fed",
    "3, fed/cba",
    "4, def/abc",
    "5, ad/be/cf",
    "6, da/eb/fc",
    "7, fc/eb/da",
    "8, cf/be/ad",
    "0, abc/def",
    "9, abc/def"
  })
  void everyPixelIsWhereItWasSeen(int orientation, String seen) throws IOException {
    Planes stored = new Planes(new ImageShape(2, 3, 1), 256);
    for (int i = 0; i < 6; i++) {
      stored.set(0, i / 3, i % 3, 'a' + i);
    }
    byte[] file =
        noted(
            jpeg(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY)),
            orientation,
            ByteOrder.BIG_ENDIAN);
    Planes upright = ExifOrientation.of(file).applyTo(stored);
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < upright.shape().height(); row++) {
      rows.append(row > 0 ? "/" : "");
      for (int column = 0; column < upright.shape().width(); column++) {
        rows.append((char) upright.get(0, row, column));
      }
    }
    assertThat(rows).hasToString(seen);
  }

  /** Dark above, light below; the camera was held so that the file has them side by side. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void folderOfPhotographsIsTurned(boolean littleEndian) throws IOException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < 8; row++) {
      for (int column = 8; column < 16; column++) {
        image.getRaster().setSample(column, row, 0, 255);
      }
    }
    ByteOrder order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Files.write(folder.resolve("a.jpg"), noted(jpeg(image), 6, order));
    Dataset upright = read(Orientation.EXIF);
    assertThat(upright.storedShape()).isEqualTo(new ImageShape(16, 8, 1));
    assertThat(upright.value(0, 0)).isLessThan(20);
    assertThat(upright.value(0, 16 * 8 - 1)).isGreaterThan(235);
    assertThat(read(Orientation.STORED).storedShape()).isEqualTo(new ImageShape(8, 16, 1));
    ImageSurvey survey = ImageSurvey.of(folder);
    assertThat(survey.turned()).isEqualTo(1);
    assertThat(survey.sizes()).containsOnlyKeys(new ImageFolder.Size(16, 8));
  }

  private Dataset read(Orientation orientation) throws IOException {
    return new ImageFolder(
            Optional.empty(),
            Colour.GREY,
            Resize.NONE,
            Unreadable.REFUSE,
            Background.BLACK,
            orientation)
        .read("set", folder);
  }

  /** What cannot be understood says nothing. */
  @Test
  void damagedNoteIsPassedOver() throws IOException {
    byte[] plain = jpeg(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY));
    byte[] whole = noted(plain, 6, ByteOrder.LITTLE_ENDIAN);
    for (int at = 2; at < 48; at++) {
      for (int value : new int[] {0, 0x7f, 0xff}) {
        byte[] damaged = whole.clone();
        damaged[at] = (byte) value;
        assertThat(ExifOrientation.of(damaged)).isNotNull();
      }
    }
    for (int length = 0; length < whole.length; length++) {
      assertThat(ExifOrientation.of(Arrays.copyOf(whole, length))).isNotNull();
    }
    assertThat(ExifOrientation.of(plain)).isEqualTo(ExifOrientation.UPRIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "BLACK, 200, 255, 200",
    "WHITE, 200, 255, 200",
    "BLACK, 200, 0, 0",
    "WHITE, 200, 0, 255",
    "BLACK, 200, 51, 40",
    "WHITE, 200, 51, 244"
  })
  void backgroundShowsThrough(Background background, int level, int alpha, int seen) {
    assertThat(background.under(level, alpha, 255)).isEqualTo(seen);
    assertThat(background.under(257 * level, 257 * alpha, 65_535)).isEqualTo(257 * seen);
  }
}
