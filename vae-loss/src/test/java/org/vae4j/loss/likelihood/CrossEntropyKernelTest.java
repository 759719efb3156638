package org.vae4j.loss.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the two implementations ran must never show in a result. */
class CrossEntropyKernelTest {
  private final CrossEntropyKernel scalar = new ScalarCrossEntropy();

  @Test
  void usesTheVectorApiWhereTheModuleIs() {
    // The build adds the module to the test's JVM.
    assertThat(CrossEntropyKernel.FASTEST.getClass().getSimpleName())
        .isEqualTo("VectorCrossEntropy");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33, 784})
  void givesTheSameBitsWithAndWithoutVectors(int count) {
    SplittableRandom random = new SplittableRandom(count);
    // Often enough that the compiler has replaced the interpreter on the way.
    for (int round = 0; round < 20_000 / count + 200; round++) {
      float[] x = new float[count];
      float[] logits = new float[count];
      for (int j = 0; j < count; j++) {
        x[j] = (float) random.nextDouble();
        logits[j] = (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-6, 4)));
      }
      assertSameBits(x, logits);
    }
  }

  @Test
  void givesTheSameBitsForSpecialValues() {
    float[] logits = {
      0f,
      -0f,
      87f,
      -87f,
      87.5f,
      -87.5f,
      1e-40f,
      -1e-40f,
      1000f,
      -1000f,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      0.5f
    };
    for (float target : new float[] {0f, 1f, 0.3f}) {
      float[] x = new float[logits.length];
      Arrays.fill(x, target);
      assertSameBits(x, logits);
    }
  }

  @Test
  void keepsNaN() {
    float[] value = new float[16];
    float[] gradient = new float[16];
    float[] logits = new float[16];
    logits[3] = Float.NaN;
    CrossEntropyKernel.FASTEST.evaluate(new float[16], logits, value, gradient, 16);
    assertThat(value[3]).isNaN();
    assertThat(gradient[3]).isNaN();
    assertThat(value[4]).isFinite();
  }

  private void assertSameBits(float[] x, float[] logits) {
    int count = x.length;
    float[] value = new float[count];
    float[] gradient = new float[count];
    scalar.evaluate(x, logits, value, gradient, count);
    float[] fastValue = new float[count];
    float[] fastGradient = new float[count];
    CrossEntropyKernel.FASTEST.evaluate(x, logits, fastValue, fastGradient, count);
    // Float.equals, which arrays are compared by, tells −0 from 0 and takes one NaN for another.
    assertThat(fastValue).isEqualTo(value);
    assertThat(fastGradient).isEqualTo(gradient);
  }
}
