package org.vae4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The iterator of docs/add-a-dataset.md, compiled and used as it stands there. */
class RecordReadersPageTest {
  @TempDir private Path folder;

  @Test
  void featuresAreLabelsInDl4jsIterator() throws Exception {
    Path page = Path.of(System.getProperty("vae4j.root"), "docs", "add-a-dataset.md");
    Path images = folder.resolve("images");
    for (int k = 0; k < 6; k++) {
      BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setPixels(0, 0, 2, 1, new int[] {51 * k, 255});
      Path of = Files.createDirectories(images.resolve(k < 3 ? "a" : "b"));
      ImageIO.write(image, "png", of.resolve(k + ".png").toFile());
    }
    try (URLClassLoader classes =
        JavaSnippets.compile(
            "Images",
            JavaSnippets.of(page).get(1),
            Files.createDirectory(folder.resolve("classes")))) {
      DataSetIterator batches =
          (DataSetIterator)
              classes
                  .loadClass("example.Images")
                  .getMethod("of", File.class, int.class)
                  .invoke(null, images.toFile(), 4);
      DataSet first = batches.next();
      assertThat(first.getLabels()).isEqualTo(first.getFeatures());
      assertThat(first.getFeatures().reshape(4, 2).toFloatMatrix())
          .isDeepEqualTo(new float[][] {{0, 1}, {0.2f, 1}, {0.4f, 1}, {0.6f, 1}});
      assertThat(batches.next().numExamples()).isEqualTo(2);
      assertThat(batches.hasNext()).isFalse();
    }
  }
}
