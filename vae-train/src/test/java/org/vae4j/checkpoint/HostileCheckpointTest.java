package org.vae4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.vae4j.SmallVae;

/** Checkpoints made to do harm, with their own list of SHA-256. */
@Timeout(60)
class HostileCheckpointTest {
  private static final String CONFIGURATION = CheckpointZip.CONFIGURATION;
  private static final String PARAMETERS = CheckpointZip.PARAMETERS;

  @TempDir private Path folder;
  private Path file;
  private HostileZip hostile;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("checkpoint.zip");
    ObjectNode state = new ObjectMapper().createObjectNode().put("seed", 1);
    new Checkpoint(SmallVae.untrained(1), state).write(file);
    hostile = HostileZip.of(file);
    Canary.sang().clear();
  }

  @Test
  void takesWhatWasOnlyTakenApart() throws IOException {
    byte[] before = Files.readAllBytes(file);
    Checkpoint original = Checkpoint.read(file);
    Checkpoint copy = Checkpoint.read(hostile.writeTo(file));
    assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
    assertThat(copy.parametersSha256()).isEqualTo(original.parametersSha256());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preprocessor.bin",
        "normalizer.bin",
        "../../evil.sh",
        "/etc/passwd",
        "folder/",
        "noParams.marker",
        "configuration.json/",
        "CONFIGURATION.JSON",
        "evil\u001b[2J\nname"
      })
  void refusesAnyOtherEntry(String name) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Canary());
    }
    hostile.with(name, name.endsWith("/") ? new byte[0] : object.toByteArray());
    assertRefused("expected no entry but configuration.json");
    assertThat(Canary.sang()).isEmpty();
  }

  @Test
  void refusesAnEntryThatIsThereTwice() throws IOException {
    hostile.with("coefficientz.bin", hostile.entry(PARAMETERS));
    byte[] zip = hostile.bytes();
    String text =
        new String(zip, StandardCharsets.ISO_8859_1).replace("coefficientz", "coefficients");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining("coefficients.bin: expected this entry once, found it twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"configuration.json", "coefficients.bin", "updaterState.bin"})
  void refusesAMissingEntry(String name) throws IOException {
    hostile.without(name);
    Files.write(file, hostile.zip());
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining(name + ": expected this entry");
  }

  /**
   * A bomb that states its true length is refused before any of it is inflated. The limits of the
   * arrays: 256 bytes of header, 1,042 parameters of 4 bytes, 4 values of state for each.
   */
  @ParameterizedTest
  @CsvSource({
    "configuration.json, '4194304'",
    "coefficients.bin, '4424'",
    "updaterState.bin, '16928'",
    "vae4j.json, '16777216'"
  })
  void refusesABomb(String name, String limit) throws IOException {
    byte[] zeros = new byte[32 << 20];
    if (name.equals(CheckpointZip.MANIFEST)) {
      Files.write(file, hostile.with(name, zeros).zip());
    } else {
      hostile.with(name, zeros).writeTo(file);
    }
    assertThat(Files.size(file)).isLessThan(100_000);
    long before = Allocated.bytes();
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining(
            "%s: expected at most %s bytes, found 33554432".formatted(name, limit));
    assertThat(Allocated.bytes() - before).isLessThan(8 << 20);
  }

  /** The same bomb lies about its length, in the zip's directory. */
  @Test
  void refusesABombThatCallsItselfSmall() throws IOException {
    byte[] zeros = new byte[32 << 20];
    byte[] zip = hostile.with(PARAMETERS, zeros).bytes();
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int patched = 0;
    for (int i = 0; i + 4 <= zip.length; i++) {
      if (bytes.getInt(i) == zeros.length) {
        bytes.putInt(i, 1000);
        patched++;
      }
    }
    assertThat(patched).isEqualTo(2); // beside the data and in the directory
    Files.write(file, zip);
    long before = Allocated.bytes();
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining(PARAMETERS);
    assertThat(Allocated.bytes() - before).isLessThan(16 << 20);
  }

  @Test
  void refusesAClassThatIsNotAllowed() throws IOException {
    String evil = Canary.ByClass.class.getName();
    hostile.withText(
        CONFIGURATION, json -> json.replace(quoted(ActivationReLU.class), "\"" + evil + "\""));
    assertRefused("(-Dvae4j.allowed-classes=… allows more), found " + evil);
    assertThat(Canary.sang()).isEmpty();
    assertThat(whatDeeplearning4jInitialises()).contains("ByClass");
  }

  /** Jackson takes a class name as the first element of an array, where no key says so. */
  @Test
  void refusesAClassAtTheHeadOfAnArray() throws IOException {
    String evil = Canary.ByArray.class.getName();
    hostile.withTree(
        CONFIGURATION,
        tree -> {
          ObjectNode layer = tree.findParent("activationFn");
          layer.putArray("activationFn").add(evil).addObject();
        });
    assertRefused("(-Dvae4j.allowed-classes=… allows more), found " + evil);
    assertThat(Canary.sang()).isEmpty();
    assertThat(whatDeeplearning4jInitialises()).contains("ByArray");
  }

  /** DL4J's distributions keep their class under another key. */
  @Test
  void refusesAClassUnderAnotherKey() throws IOException {
    String evil = Canary.ByType.class.getName();
    hostile.withTree(
        CONFIGURATION,
        tree -> {
          ObjectNode layer = tree.findParent("weightInitFn");
          layer
              .putObject("weightInitFn")
              .put("@class", "org.deeplearning4j.nn.weights.WeightInitDistribution")
              .putObject("distribution")
              .put("type", evil);
        });
    assertRefused("(-Dvae4j.allowed-classes=… allows more), found " + evil);
    assertThat(Canary.sang()).isEmpty();
    assertThat(whatDeeplearning4jInitialises()).contains("ByType");
  }

  /** The forms of old versions are read by another mapper, which no validator guards. */
  @Test
  void refusesAClassBehindALegacyName() throws IOException {
    String evil = Canary.ByLegacyName.class.getName();
    hostile.withTree(
        CONFIGURATION,
        tree -> {
          ObjectNode layer = tree.findParent("activationFn");
          layer.putObject("activationFn").putArray("ReLU").add(evil).addObject();
        });
    assertRefused("(-Dvae4j.allowed-classes=… allows more), found " + evil);
    assertThat(Canary.sang()).isEmpty();
  }

  /** Jackson asks for the allowed class and loads its arguments too, wherever the name stands. */
  @Test
  void refusesATypeArgument() throws IOException {
    String evil =
        "org.deeplearning4j.nn.conf.layers.DenseLayer$Builder<%s>"
            .formatted(Canary.ByTypeArgument.class.getName());
    assertThat(AllowedClasses.standard().contains(evil)).isFalse();
    byte[] original = hostile.entry(CONFIGURATION);
    hostile.withTree(
        CONFIGURATION,
        tree -> {
          ObjectNode layer = tree.findParent("activationFn");
          layer.putArray("activationFn").add(evil).addObject();
        });
    assertRefused("(-Dvae4j.allowed-classes=… allows more), found " + evil);
    assertThat(Canary.sang()).isEmpty();

    hostile
        .with(CONFIGURATION, original)
        .withText(
            CONFIGURATION, json -> json.replace(quoted(ActivationReLU.class), "\"" + evil + "\""));
    assertRefused("(-Dvae4j.allowed-classes=… allows more), found " + evil);
    assertThat(Canary.sang()).isEmpty();
    assertThat(whatDeeplearning4jInitialises()).contains("ByTypeArgument");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.example.Missing",
        "java.util.ArrayList<org.vae4j.checkpoint.Canary>",
        "org.vae4j.layers.lean.LeanDenseLayer<java.lang.Object>",
        "[Lorg.vae4j.checkpoint.Canary;",
        "javax.swing.JEditorPane",
        "",
        " org.nd4j.linalg.activations.impl.ActivationReLU"
      })
  void refusesAnythingElseUnderClass(String name) throws IOException {
    hostile.withText(
        CONFIGURATION, json -> json.replace(quoted(ActivationReLU.class), "\"" + name + "\""));
    assertRefused("configuration.json: expected");
    assertThat(Canary.sang()).isEmpty();
  }

  @Test
  void refusesAKeyThatIsThereTwice() throws IOException {
    String allowed = quoted(ActivationReLU.class);
    hostile.withText(
        CONFIGURATION,
        json ->
            json.replace(
                "\"@class\" : " + allowed,
                "\"@class\" : \"%s\", \"@class\" : %s"
                    .formatted(Canary.ByClass.class.getName(), allowed)));
    assertRefused("configuration.json: expected JSON without a key twice");
    assertThat(Canary.sang()).isEmpty();
  }

  @Test
  void refusesDeepJson() throws IOException {
    hostile.with(CONFIGURATION, ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
    assertRefused("at most 64 deep");
  }

  /** Each would be looked for on the class path. */
  @Test
  void refusesTextsWithoutEnd() throws IOException {
    hostile.withTree(
        CONFIGURATION,
        tree -> {
          ArrayNode names = tree.putArray("names");
          for (int k = 0; k < 300_000; k++) {
            names.add("a.B" + k);
          }
        });
    assertRefused("configuration.json: expected at most 20000 different texts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"vertices\":{}}", "\u0000", "{} {}", "\"x\""})
  void refusesWhatIsNoConfiguration(String json) throws IOException {
    hostile.with(CONFIGURATION, json.getBytes(StandardCharsets.UTF_8));
    assertRefused("configuration.json: expected");
  }

  static Stream<String> sizes() {
    return Stream.of("1000000000", "2147483647", "4294967296", "9223372036854775807", "-1", "17");
  }

  /** Sizes that the arrays do not have, up to such whose product overflows to a small one. */
  @ParameterizedTest
  @MethodSource("sizes")
  void refusesLayersOfOtherSizes(String size) throws IOException {
    hostile.withText(
        CONFIGURATION,
        json ->
            json.replaceAll("\"nout\" : \\d+", "\"nout\" : " + size)
                .replaceAll("\"nin\" : \\d+", "\"nin\" : " + size)
                .replaceAll("\"nOut\" : \\d+", "\"nOut\" : " + size)
                .replaceAll("\"nIn\" : \\d+", "\"nIn\" : " + size));
    long before = Allocated.bytes();
    assertRefused("expected");
    assertThat(Allocated.bytes() - before).isLessThan(32 << 20);
  }

  @Test
  void refusesAnOrderThatIsNone() throws IOException {
    hostile.withText(
        CONFIGURATION,
        json ->
            json.replaceFirst(
                "\"topologicalOrder\" : \\[ \\d+", "\"topologicalOrder\" : [ 1000000"));
    assertRefused("configuration.json: expected an order of its");
  }

  /** An array as it is stored, and where in it the parts of its header lie. */
  private record Header(ByteBuffer bytes) {
    int count() {
      return Short.BYTES + bytes.getShort(0);
    }

    int rank() {
      return count() + Long.BYTES + Short.BYTES + "LONG".length();
    }

    int columns() {
      return rank() + Math.toIntExact(bytes.getLong(rank())) * Long.BYTES;
    }

    int stride() {
      return columns() + Math.toIntExact(bytes.getLong(rank())) * Long.BYTES;
    }

    int length() {
      int mode = rank() + Math.toIntExact(bytes.getLong(count())) * Long.BYTES;
      return mode + Short.BYTES + bytes.getShort(mode);
    }

    int type() {
      return length() + Long.BYTES + Short.BYTES;
    }

    void put(int at, long value) {
      bytes.putLong(at, value);
    }

    void lengthen(int values) {
      long length = bytes.getLong(length()) + values;
      put(length(), length);
      put(columns(), length);
    }
  }

  private static Map<String, Consumer<Header>> headers() {
    return Map.ofEntries(
        Map.entry(
            "shape information of 2^60 numbers", header -> header.put(header.count(), 1L << 60)),
        Map.entry("shape information of -1 numbers", header -> header.put(header.count(), -1)),
        Map.entry("rank 3", header -> header.put(header.rank(), 3)),
        Map.entry("another first size", header -> header.put(header.rank() + Long.BYTES, 2)),
        Map.entry("2^40 columns", header -> header.put(header.columns(), 1L << 40)),
        Map.entry("every second value", header -> header.put(header.stride(), 2)),
        Map.entry("2^40 values", header -> header.put(header.length(), 1L << 40)),
        Map.entry("-1 values", header -> header.put(header.length(), -1)),
        Map.entry("no values", header -> header.put(header.length(), 0)),
        Map.entry("one value more", header -> header.lengthen(1)),
        Map.entry("one value fewer", header -> header.lengthen(-1)),
        Map.entry("2^30 values more", header -> header.lengthen(1 << 30)),
        Map.entry("another type", header -> header.bytes().put(header.type(), (byte) 'X')),
        Map.entry("another mode", header -> header.bytes().put(2, (byte) 'X')),
        Map.entry("a text of 65,535 bytes", header -> header.bytes().putShort(0, (short) -1)));
  }

  @Test
  void refusesArraysWhoseHeadersDoNotFit() throws IOException {
    for (String name : new String[] {PARAMETERS, CheckpointZip.UPDATER_STATE}) {
      for (var header : headers().entrySet()) {
        HostileZip changed = HostileZip.of(file);
        byte[] array = changed.entry(name).clone();
        header.getValue().accept(new Header(ByteBuffer.wrap(array)));
        assertThat(array).isNotEqualTo(changed.entry(name));
        Path other = changed.with(name, array).writeTo(folder.resolve("other.zip"));
        long before = Allocated.bytes();
        assertThatThrownBy(() -> Checkpoint.read(other))
            .as(name + ": " + header.getKey())
            .isInstanceOf(BadCheckpointException.class)
            .hasMessageContaining(name);
        assertThat(Allocated.bytes() - before).isLessThan(32 << 20);
      }
    }
    System.out.printf("%d array headers that do not fit: refused%n", 2 * headers().size());
  }

  @Test
  void refusesAnArrayThatIsCutShort() throws IOException {
    byte[] array = hostile.entry(PARAMETERS);
    hostile.with(PARAMETERS, Arrays.copyOf(array, array.length - 4));
    assertRefused("coefficients.bin: expected");
  }

  /** The small network has 1,042 parameters; Adam keeps two values for each. */
  @Test
  void refusesANetworkThatMemoryCannotHold() throws IOException {
    long needed = (3 + 2) * 1042L * Float.BYTES;
    AllowedClasses allowed = AllowedClasses.standard();
    assertThat(new CheckpointReader(allowed, needed).read(file).vae().net().numParams())
        .isEqualTo(1042);
    // Without its state in the file, the updater would make room for it all the same.
    for (Path small :
        List.of(file, hostile.without("updaterState.bin").writeTo(folder.resolve("x")))) {
      assertThatThrownBy(() -> new CheckpointReader(allowed, needed - 1).read(small))
          .isInstanceOf(BadCheckpointException.class)
          .hasMessageContaining("can hold (-Xmx), found one that takes 0 MiB");
      assertThat(new CheckpointReader(allowed, 1).inspect(small).parameters()).isEqualTo(1042);
    }
  }

  @Test
  void refusesADifferentFormat() throws IOException {
    hostile.withTree(CheckpointZip.MANIFEST, manifest -> manifest.put("format", 2));
    assertRefused("vae4j.json: expected format 1, which this version reads, found 2");
  }

  @Test
  void refusesValuesThatTheirDigestDoesNotName() throws IOException {
    byte[] array = hostile.entry(PARAMETERS).clone();
    array[array.length - 1] ^= 1;
    hostile.with(PARAMETERS, array);
    assertRefused("coefficients.bin: expected values of SHA-256");
  }

  @Test
  void namesWhatIsDamaged() throws IOException {
    byte[] array = hostile.entry(PARAMETERS).clone();
    String stated = Sha256.of(array);
    array[array.length - 1] ^= 1;
    Files.write(file, hostile.with(PARAMETERS, array).zip());
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessage(
            "%s: coefficients.bin: expected SHA-256 %s, found %s"
                .formatted(file, stated, Sha256.of(array)));
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> Checkpoint.read(folder))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining("expected a regular file");
  }

  private void assertRefused(String message) throws IOException {
    hostile.writeTo(file);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith(file.toString())
        .message()
        .doesNotContainPattern("\\p{Cntrl}");
  }

  /** What harm it would have done: DL4J loads the class before it finds that it does not fit. */
  private Iterable<String> whatDeeplearning4jInitialises() {
    String json = new String(hostile.entry(CONFIGURATION), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ComputationGraphConfiguration.fromJson(json))
        .isInstanceOf(RuntimeException.class);
    return Canary.sang();
  }

  private static String quoted(Class<?> type) {
    return "\"" + type.getName() + "\"";
  }
}
