package org.vae4j.settings;

import java.util.Map;
import java.util.regex.Pattern;

/** What to type for a run like this one. */
public final class CommandLineOfRun {
  private static final Pattern PLAIN = Pattern.compile("[\\w./,:=@%+-]+");

  private CommandLineOfRun() {}

  /** A line for a POSIX shell; a second one if epochs were added to the run. */
  public static String of(Settings settings, RunInfo info) {
    int epochs = settings.training().epochs();
    if (epochs == info.horizonEpochs()) {
      return train(settings);
    }
    return train(settings.withEpochs(info.horizonEpochs()))
        + " --run-dir RUN\n./vae resume RUN --epochs "
        + epochs;
  }

  private static String train(Settings settings) {
    StringBuilder line = new StringBuilder("./vae train");
    for (Map.Entry<String, String> flag : SettingsFile.flags(settings).entrySet()) {
      line.append(" --").append(flag.getKey()).append(' ').append(quoted(flag.getValue()));
    }
    return line.toString();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
