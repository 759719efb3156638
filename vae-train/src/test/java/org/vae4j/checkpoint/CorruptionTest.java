package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vae4j.SmallVae;
import org.vae4j.model.Vae;
import org.vae4j.train.Trainer;
import org.vae4j.train.TrainingData;
import org.vae4j.train.TrainingPlan;

/**
 * Seeded accidents and forgeries: a checkpoint is refused or comes back as it was, and whichever it
 * is takes little memory.
 */
class CorruptionTest {
  /**
   * What one reading may allocate on the heap, garbage included: the checkpoint has 4 MB of
   * configuration at most, kept as bytes, text and tree; reading a whole one takes 2 to 4 MB.
   */
  private static final long ALLOCATION_LIMIT = 48 << 20;

  @TempDir private Path folder;
  private Path file;
  private byte[] bytes;
  private byte[] other;
  private Content content;

  /** All that a checkpoint is. */
  private record Content(
      String parametersSha256, String updaterStateSha256, String configuration, ObjectNode state) {
    static Content of(Checkpoint checkpoint) {
      return new Content(
          checkpoint.parametersSha256(),
          checkpoint.updaterStateSha256(),
          checkpoint.vae().net().getConfiguration().toJson(),
          checkpoint.state());
    }
  }

  @BeforeEach
  void write() throws IOException {
    Vae vae = SmallVae.untrained(1);
    file = folder.resolve("checkpoint.zip");
    train(vae, 2);
    new Checkpoint(vae, state(2)).write(file);
    bytes = Files.readAllBytes(file);
    content = Content.of(Checkpoint.read(file));
    train(vae, 3);
    new Checkpoint(vae, state(3)).write(file);
    other = Files.readAllBytes(file);
    assertThat(other).isNotEqualTo(bytes);
  }

  @Test
  @Timeout(120)
  void accidents() throws IOException {
    corrupt(64, 1);
  }

  @Test
  @Tag("stress")
  @Timeout(600)
  void thousandAccidents() throws IOException {
    corrupt(1000, 2);
  }

  @Test
  @Timeout(120)
  void forgeries() throws IOException {
    forge(40, 3);
  }

  @Test
  @Tag("stress")
  @Timeout(600)
  void thousandForgeries() throws IOException {
    forge(1000, 4);
  }

  private void corrupt(int cases, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Corruption> kinds = List.of(Corruption.values());
    Map<Corruption, Integer> refused = new EnumMap<>(Corruption.class);
    int equal = 0;
    for (int k = 0; k < cases; k++) {
      Corruption kind = kinds.get(k % kinds.size());
      Files.write(file, kind.of(bytes, other, random));
      try {
        assertThat(contentInBounds())
            .as("%s, case %d of seed %d", kind, k, seed)
            .isEqualTo(content);
        equal++;
      } catch (BadCheckpointException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
        refused.merge(kind, 1, Integer::sum);
      }
    }
    int sum = refused.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%d corruptions of seed %d: %d refused %s, %d loaded to equal bits%n",
        sum + equal, seed, sum, refused, equal);
    assertThat(sum + equal).isEqualTo(cases);
    assertThat(refused).containsOnlyKeys(kinds);
  }

  /** Changes of an entry for which the list of SHA-256 is made to fit. */
  private void forge(int cases, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    int loaded = 0;
    int inspectedWhenRefused = 0;
    for (int k = 0; k < cases; k++) {
      HostileZip forgery = HostileZip.of(Files.write(file, bytes));
      switch (k % 3) {
        case 0 -> forgery.with(CheckpointZip.CONFIGURATION, otherNumber(forgery, random));
        case 1 -> forgery.with(CheckpointZip.CONFIGURATION, otherValue(forgery, random));
        default -> {
          String name = arrayName(random);
          forgery.with(name, otherHeader(forgery.entry(name), random));
        }
      }
      forgery.writeTo(file);
      try {
        contentInBounds();
        assertThat(inspects()).as("case %d of seed %d", k, seed).isTrue();
        loaded++;
      } catch (BadCheckpointException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
        inspectedWhenRefused += inspects() ? 1 : 0;
        refused++;
      }
    }
    System.out.printf(
        "%d forgeries of seed %d: %d refused (%d of them inspected), %d harmless%n",
        refused + loaded, seed, refused, inspectedWhenRefused, loaded);
    assertThat(refused + loaded).isEqualTo(cases);
    assertThat(refused).isPositive();
  }

  /** Whether {@code inspect}, which builds no network, takes the file. */
  private boolean inspects() throws IOException {
    try {
      CheckpointReader.standard().inspect(file).toJson();
      return true;
    } catch (BadCheckpointException e) {
      return false;
    }
  }

  private Content contentInBounds() throws IOException {
    long before = Allocated.bytes();
    try {
      return Content.of(Checkpoint.read(file));
    } finally {
      assertThat(Allocated.bytes() - before).isLessThan(ALLOCATION_LIMIT);
    }
  }

  private static byte[] otherNumber(HostileZip zip, RandomGenerator random) {
    List<String> numbers =
        List.of("0", "-1", "1", "3", "65536", "2147483648", "1e300", "0.5", "\"NaN\"");
    return replaced(zip, "-?\\d[\\d.Ee+-]*", numbers.get(random.nextInt(numbers.size())), random);
  }

  private static byte[] otherValue(HostileZip zip, RandomGenerator random) {
    List<String> values =
        List.of("null", "{}", "[]", "\"\"", "[[]]", "true", "7", "{\"@class\":null}");
    return replaced(
        zip,
        "(?<= : )(\"[^\"]*\"|-?\\d[\\d.Ee+-]*|true|false|null)",
        values.get(random.nextInt(values.size())),
        random);
  }

  /** The configuration with one of the matches, drawn, replaced. */
  private static byte[] replaced(
      HostileZip zip, String pattern, String value, RandomGenerator random) {
    String json = new String(zip.entry(CheckpointZip.CONFIGURATION), StandardCharsets.UTF_8);
    var matches = Pattern.compile(pattern).matcher(json).results().toList();
    var match = matches.get(random.nextInt(matches.size()));
    String changed = json.substring(0, match.start()) + value + json.substring(match.end());
    return changed.getBytes(StandardCharsets.UTF_8);
  }

  private static String arrayName(RandomGenerator random) {
    return random.nextBoolean() ? CheckpointZip.PARAMETERS : CheckpointZip.UPDATER_STATE;
  }

  private static byte[] otherHeader(byte[] whole, RandomGenerator random) {
    byte[] array = whole.clone();
    array[random.nextInt(120)] = (byte) random.nextInt(256);
    return array;
  }

  private static ObjectNode state(int epoch) {
    return new ObjectMapper().createObjectNode().put("seed", 1).put("epoch", epoch);
  }

  private static void train(Vae vae, int epochs) {
    new Trainer(vae, TrainingData.of(SmallVae.data(64, 8), 16, 1), TrainingPlan.seeded(1))
        .train(epochs);
  }
}
