package org.vae4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.datasets.storage.StoredValues;
import org.vae4j.random.RandomKey;

/** Parts that are set aside have no copy of an example of the rest. */
class CopiesTogetherTest {
  private static final int SEEDS = 200;

  /** Two values an example, as many different ones as are asked for. */
  private static Dataset dataset(int count, int different, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StoredValues values = StoredValues.zeros(0, 2 * count);
    for (int n = 0; n < count; n++) {
      int example = n < different ? n : random.nextInt(different);
      values.set(2 * n, example);
      values.set(2 * n + 1, -0.5f * example);
    }
    return Dataset.unlabelled("copies", new ImageShape(1, 2, 1), values);
  }

  private static Set<List<Float>> examples(Dataset dataset) {
    Set<List<Float>> examples = new HashSet<>();
    for (int n = 0; n < dataset.size(); n++) {
      examples.add(List.of(dataset.value(n, 0), dataset.value(n, 1)));
    }
    return examples;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 17, 50, 60})
  void noExampleIsOnTwoSides(int different) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Dataset whole = dataset(60, different, seed);
      Dataset.Split split = whole.splitCopiesTogether(1 + seed % 20, RandomKey.of(seed));
      Set<List<Float>> kept = examples(split.rest());
      Set<List<Float>> part = examples(split.part());
      assertThat(kept).as("seed %d", seed).isNotEmpty().doesNotContainAnyElementsOf(part);
      assertThat(part).as("seed %d", seed).isNotEmpty();
      assertThat(split.rest().size() + split.part().size()).isEqualTo(60);
      if (different == 60) {
        assertThat(split.part().size()).isEqualTo(1 + seed % 20);
      }
    }
  }

  /** There is no other way then. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void copiesOfOneExampleAreOnBothSides(int partSize) {
    Dataset.Split split = dataset(20, 1, 1).splitCopiesTogether(partSize, RandomKey.of(1));
    assertThat(split.part().size()).isEqualTo(partSize);
    assertThat(split.rest().size()).isEqualTo(20 - partSize);
  }
}
