package org.vae4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomKeyTest {

  /** The first number of SplitMix64 for seeds 0 and 1, as other implementations give it. */
  @Test
  void rootIsTheFirstNumberOfSplitMix64() {
    assertThat(RandomKey.of(0).seed()).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(RandomKey.of(1).seed()).isEqualTo(0x910a2dec89025cc1L);
  }

  /** Old runs resume only as long as these stay what they are. */
  @Test
  void valuesNeverChange() {
    assertThat(RandomKey.of(0).seed()).isEqualTo(-2152535657050944081L);
    assertThat(RandomKey.of(1).seed()).isEqualTo(-7995527694508729151L);
    assertThat(RandomKey.of(1).with("shuffle").seed()).isEqualTo(-8124590138995689814L);
    assertThat(RandomKey.of(1).with("shuffle").with(3).seed()).isEqualTo(-124729075161854579L);
    assertThat(RandomKey.of(1).with("shuffle").with(3).generator().nextLong())
        .isEqualTo(3648128565436976845L);
    assertThat(RandomKey.of(1).with("shuffle").with(3).permutation(10))
        .containsExactly(9, 6, 8, 4, 1, 2, 5, 7, 0, 3);
  }

  @Test
  void equalPathsGiveEqualKeys() {
    assertThat(RandomKey.of(5).with("a").with(7)).isEqualTo(RandomKey.of(5).with("a").with(7));
  }

  @Test
  void orderOfThePathMatters() {
    RandomKey root = RandomKey.of(1);
    assertThat(root.with("a").with("b")).isNotEqualTo(root.with("b").with("a"));
    assertThat(root.with(1).with(2)).isNotEqualTo(root.with(2).with(1));
    assertThat(root.with("ab")).isNotEqualTo(root.with("a").with("b"));
    assertThat(root.with("1")).isNotEqualTo(root.with(1));
    assertThat(root.with("")).isNotEqualTo(root);
  }

  @Test
  void neighbouringKeysAreDistinct() {
    Set<Long> seen = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (long epoch = -50; epoch < 50; epoch++) {
        for (String purpose : new String[] {"noise", "shuffle"}) {
          seen.add(RandomKey.of(seed).with(purpose).with(epoch).seed());
        }
      }
    }
    assertThat(seen).hasSize(100 * 100 * 2);
  }

  @Test
  void seedIsNeverZero() {
    assertThat(new RandomKey(0).seed()).isNotZero();
  }

  @Test
  void bitsOfNeighbouringKeysAreFair() {
    int keys = 10_000;
    int[] ones = new int[Long.SIZE];
    for (int i = 0; i < keys; i++) {
      long seed = RandomKey.of(1).with("bits").with(i).seed();
      for (int bit = 0; bit < Long.SIZE; bit++) {
        ones[bit] += (int) (seed >>> bit & 1);
      }
    }
    // 5 standard deviations of a fair coin, 5 · √(10,000 / 4) = 250.
    for (int count : ones) {
      assertThat(count).isCloseTo(keys / 2, within(250));
    }
  }

  @Test
  void oneChangedBitChangesHalfOfTheKey() {
    double flipped = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long a = RandomKey.of(1).with(0L).seed();
      long b = RandomKey.of(1).with(1L << bit).seed();
      flipped += Long.bitCount(a ^ b) / (double) Long.SIZE;
    }
    // The mean of 64 · 64 fair bits has standard deviation 0.5 / 64 = 0.008; 0.04 is five of them.
    assertThat(flipped).isCloseTo(0.5 * Long.SIZE, within(0.04 * Long.SIZE));
  }

  @Test
  void permutationHoldsEachNumberOnce() {
    int[] order = RandomKey.of(9).permutation(1000);
    assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(RandomKey.of(9).permutation(0)).isEmpty();
  }

  @Test
  void permutationFavoursNoPlace() {
    int draws = 6000;
    int[][] counts = new int[6][6];
    for (int i = 0; i < draws; i++) {
      int[] order = RandomKey.of(2).with(i).permutation(6);
      for (int place = 0; place < 6; place++) {
        counts[place][order[place]]++;
      }
    }
    // 5 standard deviations of a binomial with p = 1/6: 5 · √(6000 · 5/36) = 144.
    for (int[] row : counts) {
      for (int count : row) {
        assertThat(count).isCloseTo(draws / 6, within(144));
      }
    }
  }

  @Test
  void negativePermutationIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomKey.of(1).permutation(-1))
        .withMessageContaining("-1");
  }
}
