package org.vae4j.data.choice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vae4j.data.StoredData;

/** Settings that were chosen, as text by name, lines that tell of them, and the data as read. */
public final class Choice {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<StoredData> data = Optional.empty();

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

  /** Keeps the data that were read to choose by. */
  void read(StoredData stored) {
    data = Optional.of(stored);
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

  /** The data, where they were read to choose by. */
  public Optional<StoredData> data() {
    return data;
  }

  /** Plain lines, in the order in which things were understood. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
