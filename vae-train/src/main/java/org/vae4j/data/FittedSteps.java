package org.vae4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.vae4j.checkpoint.Sha256;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.PreprocessingStep;
import org.vae4j.datasets.preprocess.FittedStep;
import org.vae4j.datasets.preprocess.Imputation;
import org.vae4j.datasets.preprocess.PixelLevels;
import org.vae4j.datasets.preprocess.Standardisation;
import org.vae4j.datasets.preprocess.UnitScaling;
import org.vae4j.refusal.BadInputException;

/**
 * What preprocessing learned from train. It is kept in each checkpoint under {@code fitted}, so
 * that whatever works on a run later does the same to an example, even if the files of train have
 * changed since.
 */
public final class FittedSteps {
  /** Under which name a checkpoint's state holds them. */
  public static final String KEY = "fitted";

  /** None yet: they are to be fitted. */
  public static final FittedSteps NONE = new FittedSteps(Map.of());

  private static final Map<String, Function<Map<String, double[]>, FittedStep>> KINDS =
      Map.of(
          name(Imputation.class), Imputation::of,
          name(UnitScaling.class), UnitScaling::of,
          name(Standardisation.class), Standardisation::of,
          name(PixelLevels.class), PixelLevels::of);

  private final Map<String, FittedStep> byName;

  private FittedSteps(Map<String, FittedStep> byName) {
    this.byName = byName;
  }

  /** Those that a part goes through. */
  public static FittedSteps of(Dataset part) {
    Map<String, FittedStep> steps = new LinkedHashMap<>();
    for (PreprocessingStep step : part.steps()) {
      if (step instanceof FittedStep fitted) {
        steps.put(name(fitted.getClass()), fitted);
      }
    }
    return new FittedSteps(steps);
  }

  /**
   * What {@link #toJson} gave.
   *
   * @param file the checkpoint, for messages
   * @throws BadInputException if it is not that
   */
  public static FittedSteps read(Path file, JsonNode tree) {
    Map<String, FittedStep> steps = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> step : tree.properties()) {
      if (!KINDS.containsKey(step.getKey()) || !step.getValue().isObject()) {
        throw new BadInputException(
            "%s: expected %s under '%s', found '%s'"
                .formatted(
                    file, String.join(", ", new TreeMap<>(KINDS).keySet()), KEY, step.getKey()));
      }
      try {
        steps.put(step.getKey(), KINDS.get(step.getKey()).apply(numbers(step.getValue())));
      } catch (IllegalArgumentException e) {
        throw new BadInputException(
            "%s: expected what '%s' learned, found another thing: %s"
                .formatted(file, step.getKey(), e.getMessage()),
            e);
      }
    }
    return new FittedSteps(steps);
  }

  private static Map<String, double[]> numbers(JsonNode step) {
    return step.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                values ->
                    StreamSupport.stream(values.getValue().spliterator(), false)
                        .mapToDouble(number -> number.isNull() ? Double.NaN : number.asDouble())
                        .toArray()));
  }

  /** Exact: doubles are written with as many digits as bring them back to the bit, NaN as null. */
  public ObjectNode toJson() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ObjectMapper json = new ObjectMapper();
    byName.forEach(
        (name, step) -> {
          ObjectNode learned = tree.putObject(name);
          new TreeMap<>(step.fitted())
              .forEach(
                  (what, values) ->
                      learned.set(
                          what,
                          json.valueToTree(
                              Arrays.stream(values)
                                  .mapToObj(value -> Double.isNaN(value) ? null : value)
                                  .toArray())));
        });
    return tree;
  }

  /** SHA-256 of all that was learned: the same for steps that do the same. */
  public String digest() {
    MessageDigest digest = Sha256.start();
    digest.update(toJson().toString().getBytes(StandardCharsets.UTF_8));
    return Sha256.end(digest);
  }

  /** The step of a kind as it was fitted, or as it is fitted now. */
  <T extends FittedStep> FittedStep orFit(Class<T> kind, Supplier<T> fit) {
    FittedStep kept = byName.get(name(kind));
    return kept == null ? fit.get() : kept;
  }

  /** Turns what a network sees or gives back into the units of the data, in place. */
  public void restoreUnits(float[] example) {
    List<FittedStep> steps = new ArrayList<>(byName.values());
    Collections.reverse(steps);
    steps.forEach(step -> step.restoreUnits(example));
  }

  private static String name(Class<?> kind) {
    return kind.getSimpleName();
  }
}
