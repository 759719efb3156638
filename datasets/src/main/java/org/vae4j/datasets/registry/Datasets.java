package org.vae4j.datasets.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vae4j.datasets.BadDataException;
import org.vae4j.datasets.mnist.DataFolders;
import org.vae4j.datasets.mnist.MnistStore;

/** The data sets that can be asked for by name. */
public final class Datasets {
  private final Map<String, DatasetProvider> providers = new LinkedHashMap<>();

  private Datasets(Collection<DatasetProvider> all) {
    for (DatasetProvider provider : all) {
      if (providers.putIfAbsent(provider.name(), provider) != null) {
        throw new IllegalArgumentException("two data sets are called " + provider.name());
      }
    }
  }

  /**
   * Returns the sets that come with vae4j, as this machine has them.
   *
   * @return digits and mnist
   */
  public static Datasets standard() {
    return standard(DataFolders.ofProcess());
  }

  /**
   * Returns the sets that come with vae4j.
   *
   * @param folders where to look for those that are files
   * @return digits and mnist
   */
  public static Datasets standard(DataFolders folders) {
    return of(List.of(new DigitsProvider(), new MnistProvider(new MnistStore(folders))));
  }

  /**
   * Returns chosen sets.
   *
   * @param providers the sets, in the order to list them
   * @return those sets
   * @throws IllegalArgumentException if two have the same name
   */
  public static Datasets of(Collection<DatasetProvider> providers) {
    return new Datasets(providers);
  }

  /**
   * Returns the names of all sets.
   *
   * @return the names, in the order to list them
   */
  public List<String> names() {
    return List.copyOf(providers.keySet());
  }

  /**
   * Returns all sets.
   *
   * @return the sets, in the order to list them
   */
  public List<DatasetProvider> all() {
    return List.copyOf(providers.values());
  }

  /**
   * Finds a set.
   *
   * @param name what it is called
   * @return the set
   * @throws BadDataException if no set is called so; the message names those that there are
   */
  public DatasetProvider named(String name) {
    DatasetProvider provider = providers.get(name);
    if (provider == null) {
      throw BadDataException.of("data set", "one of " + String.join(", ", names()), name);
    }
    return provider;
  }
}
