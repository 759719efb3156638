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
 * The reference values that PyTorch computed in float64, by {@code golden/generate.py} and {@code
 * golden/objectives.py}: blocks of named fields.
 *
 * <p>They come from the files that the system properties {@code vae4j.golden} and {@code
 * vae4j.goldenObjectives} name, if they are set; otherwise from the resources. So the same tests
 * run against values from another seed.
 *
 * <p>A field may be a path, {@code "inputs/mean"}.
 */
public final class Golden {

  private static final JsonNode ROOT = read("vae4j.golden", "/golden/vae-golden.json");

  private static final JsonNode OBJECTIVES =
      read("vae4j.goldenObjectives", "/golden/vae-objectives-golden.json");

  private final String name;
  private final JsonNode block;

  private Golden(String name, JsonNode block) {
    this.name = name;
    this.block = block;
  }

  public static Golden block(String name) {
    return new Golden(name, required(ROOT, name, name));
  }

  /** A block of bounds, log-densities, flows or penalties. */
  public static Golden objective(String name) {
    return new Golden(name, required(OBJECTIVES, name, name));
  }

  public double number(String field) {
    return number(field(field));
  }

  public boolean flag(String field) {
    JsonNode node = field(field);
    if (!node.isBoolean()) {
      throw new IllegalArgumentException("expected true or false, but found " + node);
    }
    return node.booleanValue();
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

  private static JsonNode read(String property, String resource) {
    try (InputStream in = open(System.getProperty(property, ""), resource)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file, String name) throws IOException {
    // Maven passes the placeholder itself when the property is not set.
    if (!file.isEmpty() && !file.startsWith("${")) {
      return Files.newInputStream(Path.of(file));
    }
    InputStream resource = Golden.class.getResourceAsStream(name);
    if (resource == null) {
      throw new FileNotFoundException(name + " on the class path");
    }
    return resource;
  }
}
