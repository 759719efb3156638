package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A checkpoint taken apart, changed and put together again, its list of SHA-256 made to fit: what
 * somebody would send who means harm and knows the format.
 */
final class HostileZip {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  static HostileZip of(Path checkpoint) throws IOException {
    HostileZip hostile = new HostileZip();
    try (ZipFile zip = new ZipFile(checkpoint.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        hostile.entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return hostile;
  }

  byte[] entry(String name) {
    return entries.get(name);
  }

  HostileZip with(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  HostileZip without(String name) {
    entries.remove(name);
    return this;
  }

  HostileZip withText(String name, UnaryOperator<String> change) {
    String before = new String(entries.get(name), StandardCharsets.UTF_8);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("expected a change of " + name + ", found none");
    }
    return with(name, after.getBytes(StandardCharsets.UTF_8));
  }

  HostileZip withTree(String name, Consumer<ObjectNode> change) throws IOException {
    ObjectNode tree = (ObjectNode) MAPPER.readTree(entries.get(name));
    change.accept(tree);
    return with(name, MAPPER.writeValueAsBytes(tree));
  }

  /** The checkpoint with its digests made to fit. */
  byte[] bytes() throws IOException {
    ObjectNode manifest = (ObjectNode) MAPPER.readTree(entries.get(CheckpointZip.MANIFEST));
    ObjectNode digests = manifest.putObject("sha256");
    for (var entry : entries.entrySet()) {
      if (!entry.getKey().equals(CheckpointZip.MANIFEST)) {
        digests.put(entry.getKey(), Sha256.of(entry.getValue()));
      }
    }
    entries.put(CheckpointZip.MANIFEST, MAPPER.writeValueAsBytes(manifest));
    return zip();
  }

  /** The checkpoint with the digests that it had. */
  byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  Path writeTo(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
