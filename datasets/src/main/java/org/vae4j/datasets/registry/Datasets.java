package org.vae4j.datasets.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.mnist.DataFolders;
import org.vae4j.datasets.mnist.Emnist;
import org.vae4j.datasets.mnist.FashionMnist;
import org.vae4j.datasets.mnist.Kmnist;
import org.vae4j.datasets.mnist.Mnist;
import org.vae4j.datasets.mnist.MnistLike;
import org.vae4j.datasets.mnist.MnistStore;
import org.vae4j.datasets.storage.HeapSpace;

/** The data sets that can be asked for by name. */
public final class Datasets {
  private static final String SERVICE = "META-INF/services/" + DatasetProvider.class.getName();

  private final Map<String, DatasetProvider> providers = new LinkedHashMap<>();

  private Datasets(Collection<DatasetProvider> all) {
    for (DatasetProvider provider : all) {
      if (providers.putIfAbsent(provider.name(), provider) != null) {
        throw new IllegalArgumentException("two data sets are called " + provider.name());
      }
    }
  }

  /**
   * The sets that come with vae4j, as this machine has them, and those on the class path.
   *
   * @throws BadDataException if a set on the class path cannot be used
   */
  public static Datasets standard() {
    return standard(DataFolders.ofProcess());
  }

  /**
   * The sets that come with vae4j, then those that {@link ServiceLoader} finds.
   *
   * @param folders where to look for those that are files
   * @throws BadDataException if a set on the class path cannot be used: its class is missing or
   *     fails, or its name is taken
   */
  public static Datasets standard(DataFolders folders) {
    MnistStore store = new MnistStore(folders);
    List<DatasetProvider> all = new ArrayList<>();
    all.add(new DigitsProvider());
    for (MnistLike set : List.of(Mnist.SET, FashionMnist.SET, Kmnist.SET, Emnist.SET)) {
      all.add(new MnistLikeProvider(set, store));
    }
    all.addAll(onClassPath());
    try {
      return of(all);
    } catch (IllegalArgumentException e) {
      throw BadDataException.of(SERVICE, "a provider with a name of its own", e.getMessage());
    }
  }

  /** In the order of their names: that of a class path is no order to rely on. */
  private static List<DatasetProvider> onClassPath() {
    try {
      return ServiceLoader.load(DatasetProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(DatasetProvider::name))
          .toList();
    } catch (ServiceConfigurationError e) {
      throw BadDataException.of(SERVICE, "providers that can be made", e.getMessage());
    }
  }

  /**
   * Chosen sets.
   *
   * @param providers the sets, in the order to list them
   * @throws IllegalArgumentException if two have the same name
   */
  public static Datasets of(Collection<DatasetProvider> providers) {
    return new Datasets(providers);
  }

  /** The names of all sets, in the order to list them. */
  public List<String> names() {
    return List.copyOf(providers.keySet());
  }

  /** All sets, in that order. */
  public List<DatasetProvider> all() {
    return List.copyOf(providers.values());
  }

  /**
   * Loads a set, if it fits into memory by what its provider says of it.
   *
   * @param name what it is called
   * @param request where to look and whom to tell
   * @return its train and test parts
   * @throws BadDataException if no set is called so, or it does not fit, is damaged or cannot be
   *     had
   * @throws IOException if reading or writing fails
   */
  public DatasetSplits load(String name, DatasetRequest request) throws IOException {
    DatasetProvider provider = named(name);
    DatasetInfo info = provider.info();
    // At least a byte a value.
    HeapSpace.require(name, ((long) info.trainSize() + info.testSize()) * info.shape().size());
    return provider.load(request);
  }

  /**
   * Finds a set.
   *
   * @param name what it is called
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
