package org.vae4j.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vae4j.layers.NoiseSource;
import org.vae4j.loss.HostMatrix;
import org.vae4j.loss.cores.Cores;
import org.vae4j.random.RandomKey;

/**
 * Draws from N(0, 1) by a key: the same bits on every machine and JDK.
 *
 * @see <a href="https://doi.org/10.1137/1006063">Marsaglia &amp; Bray 1964, the polar method</a>
 */
final class NormalDraws {
  /** The 53 bits of a double in [0, 1). */
  private static final double UNIT = 0x1p-53;

  /** Of a draw. */
  static final double NANOSECONDS = 30;

  private final RandomKey key;
  private final SplittableRandom generator;
  private double second;
  private boolean hasSecond;
  private NormalDraws above;

  NormalDraws(RandomKey key) {
    this.key = key;
    generator = key.generator();
  }

  /**
   * Those of examples that follow each other.
   *
   * @param first the place of the first one in the data
   */
  static NormalDraws[] ofExamples(RandomKey key, int first, int count) {
    NormalDraws[] draws = new NormalDraws[count];
    Arrays.setAll(draws, i -> new NormalDraws(key.with(first + i)));
    return draws;
  }

  /** Those of the level above: the same ones each time, taken on. */
  private NormalDraws above() {
    if (above == null) {
      above = new NormalDraws(key.with("above"));
    }
    return above;
  }

  double next() {
    if (hasSecond) {
      hasSecond = false;
      return second;
    }
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        // StrictMath, since a draw must not depend on the machine.
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        second = v * scale;
        hasSecond = true;
        return u * scale;
      }
    }
  }

  /**
   * Row i · K + k is draw k of example i, in the order of the example's own draws; those of the
   * level above are other draws by the same keys.
   */
  static NoiseSource rows(NormalDraws[] noise) {
    return new NoiseSource() {
      @Override
      public INDArray standardNormal(DataType type, long rows, long units) {
        return draw(noise, type, rows, units);
      }

      @Override
      public NoiseSource above() {
        return rows(Arrays.stream(noise).map(NormalDraws::above).toArray(NormalDraws[]::new));
      }
    };
  }

  private static INDArray draw(NormalDraws[] noise, DataType type, long rows, long units) {
    INDArray drawn = Nd4j.createUninitialized(type, new long[] {rows, units}, 'c');
    HostMatrix matrix = HostMatrix.of(drawn);
    int draws = (int) (rows / noise.length);
    Cores.share(
        noise.length,
        NANOSECONDS * draws * units,
        (from, to) -> {
          double[] row = new double[(int) units];
          for (int i = from * draws; i < to * draws; i++) {
            NormalDraws ofExample = noise[i / draws];
            Arrays.setAll(row, j -> ofExample.next());
            matrix.put(i, 0, row.length, row);
          }
        });
    return drawn;
  }

  private double uniform() {
    return (generator.nextLong() >>> 11) * UNIT;
  }
}
