package org.vae4j.data.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings that were chosen, as text by name, and lines that tell of them. */
public final class Choice {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Chooses a setting. */
  Choice set(String name, Object value) {
    settings.put(name, value.toString());
    return this;
  }

  /** Adds a line. */
  Choice tell(String note) {
    notes.add(note);
    return this;
  }

  /** Adds what another one chose. */
  Choice add(Choice other) {
    settings.putAll(other.settings);
    notes.addAll(other.notes);
    return this;
  }

  /** By name, as text. */
  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
  }

  /** Plain lines, in the order in which things were understood. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
