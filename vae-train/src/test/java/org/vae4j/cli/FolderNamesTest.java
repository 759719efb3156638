package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes whose folders have names that the locale cannot write. */
@Tag("stress") // seconds of processes of their own
class FolderNamesTest {
  @TempDir private Path folder;

  /** The bytes in octal, as printf takes them: e with an acute accent in UTF-8, and in Latin-1. */
  @ParameterizedTest
  @CsvSource({"\\303\\251, C", "\\351, C.UTF-8", "plain, C"})
  void leadToTheirImages(String bytes, String locale) throws IOException, InterruptedException {
    Path image = folder.resolve("1.png");
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
    String make =
        """
        name=$(printf '%s'); mkdir -p "set/$name" set/other && \
        for n in 1 2 3 4; do cp 1.png "set/$name/$n.png"; cp 1.png "set/other/$n.png"; done"""
            .formatted(bytes);
    Process shell = new ProcessBuilder("sh", "-c", make).directory(folder.toFile()).start();
    assumeThat(shell.waitFor()).as("the file system takes such a name").isZero();
    Path err = folder.resolve("err");
    try (VaeProcess training =
        VaeProcess.startIn(
            locale,
            err,
            "train",
            "--dataset=images",
            "--test-size=2",
            "--epochs=1",
            "--hidden=4",
            "--latent=1",
            "--quiet",
            "--train-images=" + folder.resolve("set"),
            "--run-dir=" + folder.resolve("run"))) {
      assertThat(training.exitCode()).as(Files.readString(err)).isZero();
    }
  }
}
