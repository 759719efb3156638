package org.vae4j.cli.train;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.settings.Setting;
import org.vae4j.settings.Settings;
import org.vae4j.settings.SettingsFile;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings of a run as command-line options, made of the records that define them. */
final class SettingsOptions {
  private static final KebabCaseStrategy KEBAB_CASE = new KebabCaseStrategy();

  private SettingsOptions() {}

  /** Adds an option for every setting, grouped by section. */
  static void addTo(CommandSpec command) {
    Map<String, String> defaults = SettingsFile.defaults();
    int order = 0;
    for (RecordComponent section : Settings.class.getRecordComponents()) {
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%n" + section.getName() + ":%n")
              .validate(false)
              .order(order++);
      for (RecordComponent component : section.getType().getRecordComponents()) {
        group.addArg(option(component, defaults));
      }
      command.addArgGroup(group.build());
    }
  }

  private static OptionSpec option(RecordComponent component, Map<String, String> defaults) {
    Setting setting = component.getAnnotation(Setting.class);
    String name = KEBAB_CASE.translate(component.getName());
    String value = defaults.get(name);
    String description = setting.value() + (value == null ? "" : " (default: " + value + ")");
    return OptionSpec.builder("--" + name)
        .type(String.class)
        .paramLabel(setting.label())
        .description(description.replace("%", "%%")) // picocli formats it
        .build();
  }

  /** The settings that the command line names, as text. */
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : SettingsFile.defaults().keySet()) {
      if (parsed.hasMatchedOption("--" + name)) {
        values.put(name, parsed.matchedOptionValue("--" + name, ""));
      }
    }
    return values;
  }
}
