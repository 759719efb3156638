package org.vae4j.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.vae4j.checkpoint.WholeFile;
import org.vae4j.refusal.BadInputException;

/**
 * {@link Settings} in YAML and on the command line: the defaults, then what a file says, then what
 * flags say. Names are the records' in kebab-case: {@code klWeight} of {@code loss} is {@code
 * kl-weight} under {@code loss:} and {@code --kl-weight} as a flag.
 */
public final class SettingsFile {
  /** The section of a resolved file that says what the run ran with; it is no setting. */
  private static final String RUN = "run";

  /** The one setting that others' defaults depend on. */
  private static final String ARCHITECTURE = "architecture";

  private static final String MODEL = "model";

  /** What stands for a choice that is made by the data, of settings that have no such value. */
  private static final String BY_THE_DATA = "auto";

  private static final Set<String> CHOSEN =
      Set.of("likelihood", ARCHITECTURE, "epochs", "kl-warmup");

  private static final PropertyNamingStrategies.KebabCaseStrategy NAMES =
      new PropertyNamingStrategies.KebabCaseStrategy();

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  // a class may be called 007
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.USE_ANNOTATIONS, MapperFeature.AUTO_DETECT_IS_GETTERS)
          .addModule(new ConstantNames())
          .addModule(new PlainPaths())
          .addModule(SetAside.inYaml())
          .addModule(HiddenWidths.inYaml())
          .build();

  private SettingsFile() {}

  /**
   * The settings of a run.
   *
   * @param file YAML, if one was given
   * @param flags values by setting name, as text
   * @throws BadInputException if a name is unknown, or a value has the wrong type or range
   */
  public static Settings resolve(Optional<Path> file, Map<String, String> flags) {
    return draft(file, flags).requireConsistent();
  }

  /**
   * The same of settings that are not complete: whether they go together is not looked at.
   *
   * @throws BadInputException if a name is unknown, or a value has the wrong type or range
   */
  public static Settings draft(Optional<Path> file, Map<String, String> flags) {
    ObjectNode tree = defaults(file, flags);
    ObjectNode usual = tree.deepCopy();
    file.ifPresent(
        path -> {
          overlay(tree, path);
          requireGood(path, tree);
        });
    Map<String, String> sections = sectionOfSetting(tree);
    flags.forEach(
        (name, value) -> {
          String section = sections.get(name);
          if (!isAuto(name, value)) {
            // a file may have one value where there can be a list
            JsonNode kind = usual.get(section).get(name);
            ((ObjectNode) tree.get(section)).set(name, fromText(kind, value));
          }
        });
    return toSettings(tree);
  }

  private static boolean isAuto(String name, String value) {
    return CHOSEN.contains(name) && value.equals(BY_THE_DATA);
  }

  /** The names of the settings that a file or flags give a value; auto is none. */
  public static Set<String> said(Optional<Path> file, Map<String, String> flags) {
    Set<String> names = new LinkedHashSet<>();
    fileAndFlags(file, flags)
        .forEach(
            (name, value) -> {
              if (!isAuto(name, value)) {
                names.add(name);
              }
            });
    return names;
  }

  /** Whether some setting is said to be chosen by the data. */
  public static boolean saysAuto(Optional<Path> file, Map<String, String> flags) {
    return CHOSEN.stream().anyMatch(name -> saysAuto(name, file, flags));
  }

  /** Whether one is. */
  public static boolean saysAuto(String name, Optional<Path> file, Map<String, String> flags) {
    return isAuto(name, fileAndFlags(file, flags).getOrDefault(name, ""));
  }

  private static Map<String, String> fileAndFlags(Optional<Path> file, Map<String, String> flags) {
    Map<String, String> all = new LinkedHashMap<>();
    file.ifPresent(
        path ->
            parse(path)
                .properties()
                .forEach(
                    section -> {
                      if (!section.getKey().equals(RUN)) {
                        section
                            .getValue()
                            .properties()
                            .forEach(
                                setting -> all.put(setting.getKey(), setting.getValue().asText()));
                      }
                    }));
    all.putAll(flags);
    return all;
  }

  /** The defaults of the architecture that is asked for; an unknown one is refused later. */
  private static ObjectNode defaults(Optional<Path> file, Map<String, String> flags) {
    ObjectNode tree = YAML.valueToTree(Settings.DEFAULTS);
    String given =
        flags.containsKey(ARCHITECTURE)
            ? flags.get(ARCHITECTURE)
            : file.map(path -> parse(path).path(MODEL).path(ARCHITECTURE).asText()).orElse("");
    Arrays.stream(ArchitectureName.values())
        .filter(name -> ConstantNames.of(name).equals(given))
        .findFirst()
        .ifPresent(name -> tree.set(MODEL, YAML.valueToTree(ModelSettings.defaults(name))));
    return tree;
  }

  /** The settings that {@link #write} wrote. */
  public static Settings read(Path file) {
    return resolve(Optional.of(file), Map.of());
  }

  /** What the run of a file that {@link #write} wrote ran with. */
  public static RunInfo readInfo(Path file) {
    JsonNode info = parse(file).path(RUN);
    try {
      RunInfo read = YAML.treeToValue(info, RunInfo.class);
      if (read == null
          || read.versions() == null
          || read.image() == null
          || read.horizonEpochs() < 1) {
        throw notTheInfo(file, info, null);
      }
      return read;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw notTheInfo(file, info, e);
    }
  }

  private static BadInputException notTheInfo(Path file, JsonNode found, Throwable cause) {
    return new BadInputException(
        "%s: expected versions, image and horizon-epochs under 'run:', found '%s'"
            .formatted(file, found),
        cause);
  }

  public static void write(Settings settings, RunInfo info, Path file) throws IOException {
    ObjectNode tree = YAML.createObjectNode();
    tree.set(RUN, YAML.valueToTree(info));
    tree.setAll(YAML.<ObjectNode>valueToTree(settings));
    WholeFile.write(file, YAML.writeValueAsString(tree));
  }

  /** Every setting's name and its default as text, null where there is none. */
  public static Map<String, String> defaults() {
    Map<String, String> values = new LinkedHashMap<>();
    YAML.<ObjectNode>valueToTree(Settings.DEFAULTS)
        .forEach(
            section ->
                section
                    .properties()
                    .forEach(setting -> values.put(setting.getKey(), text(setting.getValue()))));
    return values;
  }

  /**
   * What the result of a run depends on, as text, by section and name. Not the number of epochs,
   * which a resume may raise; not when checkpoints are written; not where files lie.
   */
  public static Map<String, String> decisive(Settings settings) {
    ObjectNode tree = YAML.valueToTree(settings);
    tree.remove("checkpoints");
    tree.withObject("training").remove("epochs");
    removePaths(tree.withObject("data"), DataSettings.class);
    removePaths(tree.withObject("files"), FileSettings.class);
    Map<String, String> values = new LinkedHashMap<>();
    tree.properties()
        .forEach(
            section ->
                section
                    .getValue()
                    .properties()
                    .forEach(
                        setting ->
                            values.put(
                                section.getKey() + "." + setting.getKey(),
                                Objects.requireNonNullElse(text(setting.getValue()), "none"))));
    return values;
  }

  private static void removePaths(ObjectNode section, Class<? extends Record> settings) {
    for (RecordComponent component : settings.getRecordComponents()) {
      if (component.getType() == Path.class) {
        section.remove(NAMES.translate(component.getName()));
      }
    }
  }

  /** Settings as text by section and name; those without a value are left out. */
  public static Map<String, Map<String, String>> sections(Settings settings) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    YAML.<ObjectNode>valueToTree(settings)
        .properties()
        .forEach(
            section -> {
              Map<String, String> values = new LinkedHashMap<>();
              section
                  .getValue()
                  .properties()
                  .forEach(setting -> values.put(setting.getKey(), text(setting.getValue())));
              values.values().removeIf(Objects::isNull);
              sections.put(section.getKey(), values);
            });
    return sections;
  }

  /** The settings by name that make {@link #resolve} give these, without a file. */
  static Map<String, String> flags(Settings settings) {
    Map<String, String> flags = flat(settings);
    String architecture = flags.get(ARCHITECTURE);
    Map<String, String> given = flat(resolve(Optional.empty(), Map.of(ARCHITECTURE, architecture)));
    given.replace(ARCHITECTURE, defaults().get(ARCHITECTURE));
    flags.entrySet().removeIf(flag -> flag.getValue().equals(given.get(flag.getKey())));
    return flags;
  }

  private static Map<String, String> flat(Settings settings) {
    Map<String, String> flat = new LinkedHashMap<>();
    sections(settings).values().forEach(flat::putAll);
    return flat;
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return value.isEmpty()
          ? null
          : StreamSupport.stream(value.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(","));
    }
    return value.isNull() ? null : value.asText();
  }

  /** So that a fault of the file is told as one of the file. */
  private static void requireGood(Path file, ObjectNode tree) {
    try {
      toSettings(tree);
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + e.getMessage().replaceFirst("^--", ""), e);
    }
  }

  private static void overlay(ObjectNode tree, Path file) {
    JsonNode given = parse(file);
    given
        .properties()
        .forEach(
            section -> {
              if (section.getKey().equals(RUN)) {
                return;
              }
              requireKnown(file, section.getKey(), tree);
              ObjectNode known = (ObjectNode) tree.get(section.getKey());
              if (isEmpty(section.getValue())) {
                return;
              }
              if (!section.getValue().isObject()) {
                throw new BadInputException(
                    "%s: expected settings under '%s:', got '%s'"
                        .formatted(file, section.getKey(), section.getValue().asText()));
              }
              section
                  .getValue()
                  .properties()
                  .forEach(
                      setting -> {
                        requireKnown(file, setting.getKey(), known);
                        if (!isAuto(setting.getKey(), setting.getValue().asText())) {
                          known.set(setting.getKey(), setting.getValue());
                        }
                      });
            });
  }

  private static JsonNode parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new BadInputException(file + ": expected a readable YAML file, found none");
    }
    try {
      JsonNode tree = YAML.readTree(file.toFile());
      if (isEmpty(tree)) {
        return YAML.createObjectNode();
      }
      if (!tree.isObject()) {
        throw new BadInputException(
            file
                + ": expected sections data, files, model, loss, training, checkpoints, found none");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          "%s, line %d: expected YAML, found: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("?")),
          e);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isTextual() && node.asText().isEmpty());
  }

  private static void requireKnown(Path file, String name, JsonNode known) {
    if (!known.has(name)) {
      List<String> names = new ArrayList<>();
      known.fieldNames().forEachRemaining(names::add);
      throw new BadInputException(
          "%s: expected one of %s, found '%s'".formatted(file, String.join(", ", names), name));
    }
  }

  /** A flag's text as what YAML would hold. */
  private static JsonNode fromText(JsonNode kind, String value) {
    return kind.isArray()
        ? YAML.valueToTree(List.of(value.split(value.contains("\n") ? "\n" : ",", -1)))
        : YAML.valueToTree(value);
  }

  private static Map<String, String> sectionOfSetting(ObjectNode tree) {
    Map<String, String> sections = new LinkedHashMap<>();
    tree.properties()
        .forEach(
            section ->
                section
                    .getValue()
                    .fieldNames()
                    .forEachRemaining(name -> sections.put(name, section.getKey())));
    return sections;
  }

  private static Settings toSettings(ObjectNode tree) {
    try {
      return YAML.treeToValue(tree, Settings.class);
    } catch (JsonMappingException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BadInputException refused) {
          throw refused;
        }
      }
      throw new BadInputException(describe(e, tree), e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String describe(JsonMappingException e, ObjectNode tree) {
    JsonNode found = tree;
    String name = "?";
    for (JsonMappingException.Reference step : e.getPath()) {
      found =
          step.getFieldName() == null
              ? found.path(step.getIndex())
              : found.path(step.getFieldName());
      name = step.getFieldName() == null ? name : step.getFieldName();
    }
    String value = found.isNull() ? "nothing" : "'" + found.asText() + "'";
    return "--%s: expected a number, got %s".formatted(name, value);
  }
}
