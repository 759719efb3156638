package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entry {@code vae4j.json}: what makes a DL4J zip a checkpoint.
 *
 * @param sha256 of every other entry, by its name
 * @param parametersSha256 of the values alone: {@link ArrayDigest}
 * @param updaterStateSha256 likewise
 * @param state the trainer's
 */
record Manifest(
    Map<String, String> sha256,
    String parametersSha256,
    String updaterStateSha256,
    ObjectNode state) {
  /** Raised when an older reader would misread a newer file, and only then. */
  static final int FORMAT = 1;

  /** Of the whole entry, in bytes. */
  static final int LIMIT = 16 << 20;

  private static final String NAME = CheckpointZip.MANIFEST;

  byte[] toJson() throws IOException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("format", FORMAT);
    ObjectNode digests = tree.putObject("sha256");
    new TreeMap<>(sha256).forEach(digests::put);
    tree.put("parametersSha256", parametersSha256);
    tree.put("updaterStateSha256", updaterStateSha256);
    tree.set("state", state);
    byte[] json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(tree);
    if (json.length > LIMIT) {
      throw new IllegalArgumentException(
          "expected a state of at most %d bytes of JSON, got %d".formatted(LIMIT, json.length));
    }
    return json;
  }

  static Manifest read(CheckpointZip zip) throws IOException {
    zip.verify(NAME, LIMIT, Optional.empty());
    ObjectNode tree = StrictJson.read(zip, NAME, zip.bytes(NAME, LIMIT));
    JsonNode format = tree.path("format");
    if (!format.isInt() || format.intValue() != FORMAT) {
      throw zip.bad(NAME, "format " + FORMAT + ", which this version reads", format);
    }
    if (!(tree.get("sha256") instanceof ObjectNode digests)
        || !(tree.get("state") instanceof ObjectNode state)) {
      throw zip.bad(NAME, "objects sha256 and state", "none");
    }
    Map<String, String> sha256 = new TreeMap<>();
    digests.properties().forEach(field -> sha256.put(field.getKey(), field.getValue().asText()));
    for (String entry : CheckpointZip.CONTENT) {
      if (zip.has(entry) != sha256.containsKey(entry)) {
        throw zip.bad(
            entry,
            zip.has(entry)
                ? "its SHA-256 in " + NAME
                : "this entry, which %s names".formatted(NAME),
            "none");
      }
    }
    return new Manifest(
        sha256,
        tree.path("parametersSha256").asText(),
        tree.path("updaterStateSha256").asText(),
        state);
  }
}
