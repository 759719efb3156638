package org.vae4j.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ImageShape;
import org.vae4j.datasets.faults.BadDataException;

class IdxImagesTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @TempDir Path folder;

  private Path write(String name, byte[] bytes) {
    return IdxBytes.write(folder.resolve(name), bytes);
  }

  @Test
  void readsImagesAndLabels() throws IOException {
    Path images = write("images", IdxBytes.of(3, 2, 4));
    Path labels = write("labels", IdxBytes.gzip(IdxBytes.of(3)));
    Dataset dataset = IdxImages.read("small", images, labels, CLASSES);
    assertThat(dataset.size()).isEqualTo(3);
    assertThat(dataset.shape()).isEqualTo(ImageShape.grey(2, 4));
    assertThat(dataset.labels()).containsExactly(0, 1, 2);
    assertThat(dataset.bytes(1)).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
  }

  @Test
  void readsImagesAlone() throws IOException {
    Dataset dataset = IdxImages.read("small", write("images", IdxBytes.of(3, 2, 4)));
    assertThat(dataset.hasLabels()).isFalse();
  }

  @Test
  void labelsMustMatchImages() {
    Path images = write("images", IdxBytes.of(3, 2, 4));
    Path labels = write("labels", IdxBytes.of(2));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxImages.read("small", images, labels, CLASSES))
        .withMessage(labels + ": expected 3 labels for the 3 examples of " + images + ", found 2");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxImages.read("small", images, images, CLASSES))
        .withMessageContaining("one label per example")
        .withMessageContaining("3x2x4");
  }

  @Test
  void imagesHaveRank3() {
    Path labels = write("labels", IdxBytes.of(3));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxImages.read("small", labels))
        .withMessage(
            labels + ", byte 3: expected rank 3, examples by rows by columns, found rank 1 (3)");
  }

  @Test
  void labelsMustHaveAClass() {
    Path images = write("images", IdxBytes.of(2, 1, 1));
    Path labels = write("labels", IdxBytes.of(new byte[] {0, 3}, 2));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> IdxImages.read("small", images, labels, CLASSES))
        .withMessage(labels + ", byte 9: expected a class of 0 to 2, found 3");
  }
}
