package org.vae4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The reference values that PyTorch computed in float64, by {@code golden/generate.py}: blocks of
 * named fields.
 *
 * <p>They come from the file that the system property {@code vae4j.golden} names, if it is set;
 * otherwise from the resource. So the same tests run against values from another seed.
 *
 * <p>A field may be a path, {@code "inputs/mean"}.
 */
public final class Golden {

  private static final JsonNode ROOT = read();

  private final String name;
  private final JsonNode block;

  private Golden(String name, JsonNode block) {
    this.name = name;
    this.block = block;
  }

  public static Golden block(String name) {
    return new Golden(name, required(ROOT, name, name));
  }

  public double number(String field) {
    return number(field(field));
  }

  public double[] vector(String field) {
    return vector(field(field));
  }

  public double[][] matrix(String field) {
    return matrix(field(field));
  }

  public double[][][] tensor(String field) {
    JsonNode node = array(field(field));
    double[][][] values = new double[node.size()][][];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix(node.get(i));
    }
    return values;
  }

  private JsonNode field(String path) {
    JsonNode node = block;
    for (String step : path.split("/", -1)) {
      node = required(node, step, name + "/" + path);
    }
    return node;
  }

  private static double[][] matrix(JsonNode node) {
    double[][] values = new double[array(node).size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector(node.get(i));
    }
    return values;
  }

  private static double[] vector(JsonNode node) {
    double[] values = new double[array(node).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(node.get(i));
    }
    return values;
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("expected a number, but found " + node);
    }
    return node.doubleValue();
  }

  private static JsonNode array(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      throw new IllegalArgumentException("expected a list of values, but found " + node);
    }
    return node;
  }

  private static JsonNode required(JsonNode node, String field, String path) {
    JsonNode found = node.get(field);
    if (found == null) {
      throw new IllegalArgumentException("the reference values have no " + path);
    }
    return found;
  }

  private static JsonNode read() {
    try (InputStream in = open()) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open() throws IOException {
    String file = System.getProperty("vae4j.golden", "");
    // Maven passes the placeholder itself when the property is not set.
    if (!file.isEmpty() && !file.startsWith("${")) {
      return Files.newInputStream(Path.of(file));
    }
    InputStream resource = Golden.class.getResourceAsStream("/golden/vae-golden.json");
    if (resource == null) {
      throw new FileNotFoundException("/golden/vae-golden.json on the class path");
    }
    return resource;
  }
}
