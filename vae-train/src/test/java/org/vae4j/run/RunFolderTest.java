package org.vae4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.refusal.BadInputException;

class RunFolderTest {
  @TempDir private Path folder;

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Files.writeString(folder.resolve("precious"), "x");
    assertThatThrownBy(() -> RunFolder.create(folder, false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--overwrite");
    assertThat(folder.resolve("precious")).exists();
  }

  @Test
  void overwritesARunAlone() throws IOException {
    Files.writeString(folder.resolve("precious"), "x");
    assertThatThrownBy(() -> RunFolder.create(folder, true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("without config.yaml");

    Files.writeString(folder.resolve("config.yaml"), "old");
    Files.createDirectories(folder.resolve("checkpoints"));
    Files.writeString(folder.resolve("checkpoints/epoch-0007.zip"), "old");
    RunFolder.create(folder, true);
    assertThat(folder.resolve("precious")).exists();
    assertThat(folder.resolve("config.yaml")).doesNotExist();
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }

  /** A process that was killed before it had written the config leaves this much. */
  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void takesAFolderWhoseRunNeverBegan() throws IOException {
    try (RunLock lock = RunLock.take(folder)) {
      Files.writeString(folder.resolve(".config.yaml.unfinished"), "run");
      assertThat(RunFolder.create(folder, false).path()).isEqualTo(folder);
    }
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void oneAtATimeHasTheLock() throws IOException {
    try (RunLock lock = RunLock.take(folder.resolve("run"))) {
      assertThatThrownBy(() -> RunLock.take(folder.resolve("run")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("that no other process is writing");
    }
    RunLock.take(folder.resolve("run")).close();
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.create(file, false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a folder, found a file");
  }

  @Test
  void namesRunsByTimeWithoutCollision() throws IOException {
    Path first = Files.createDirectory(RunFolder.namedByTime(folder, "digits"));
    Path second = RunFolder.namedByTime(folder, "digits");
    assertThat(first.getFileName().toString()).matches("digits-\\d{8}-\\d{6}");
    assertThat(second).doesNotExist();
  }

  @Test
  void opensRunsAlone() {
    assertThatThrownBy(() -> RunFolder.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("config.yaml");
  }

  @Test
  void saysWhereItMissesACheckpoint() throws IOException {
    RunFolder run = RunFolder.create(folder.resolve("run"), false);
    assertThatThrownBy(run::model)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("checkpoints: expected a checkpoint, found none");
  }

  @Test
  void namesTheCheckpointsThereAre() throws IOException {
    Files.writeString(folder.resolve("config.yaml"), "");
    Path checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
    Files.writeString(checkpoints.resolve("epoch-0001.zip"), "");
    Files.writeString(checkpoints.resolve("best.zip"), "");
    RunFolder run = RunFolder.open(folder).at("epoch-0001");
    assertThatThrownBy(run::model)
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "--checkpoint: expected final, latest, best or a file of %s (epoch-0001.zip, best.zip), got 'epoch-0001'",
            checkpoints);
    for (int epoch = 2; epoch <= 9; epoch++) {
      Files.writeString(checkpoints.resolve("epoch-000" + epoch + ".zip"), "");
    }
    assertThatThrownBy(run::model)
        .hasMessageContaining(
            "(epoch-0001.zip, epoch-0002.zip, epoch-0003.zip, …, epoch-0008.zip, epoch-0009.zip, best.zip)");
  }
}
