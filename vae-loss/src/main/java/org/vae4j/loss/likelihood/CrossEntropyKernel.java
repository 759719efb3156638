package org.vae4j.loss.likelihood;

/**
 * The Bernoulli cross-entropy from logits and its derivative, element by element, in single
 * precision:
 *
 * <pre>
 * value = max(l, 0) − l·x + log1p(exp(−|l|))        gradient = σ(l) − x
 * </pre>
 *
 * <p>There are two implementations, one in plain Java and one with the Vector API, of the same
 * operations in the same order. Each of them (addition, multiplication, division, comparison, bit
 * moves) is exactly rounded by IEEE 754, so both give the same bits, interpreted or compiled, on
 * every machine. Which one runs never shows in a result.
 */
interface CrossEntropyKernel {
  /** The fastest that this JVM can run. */
  CrossEntropyKernel FASTEST = fastest();

  /**
   * Computes the first {@code count} elements of {@code value} and {@code gradient}.
   *
   * @param x targets
   * @param logits l
   */
  void evaluate(float[] x, float[] logits, float[] value, float[] gradient, int count);

  private static CrossEntropyKernel fastest() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new ScalarCrossEntropy();
    }
    try {
      // By name: the class is compiled apart, and cannot be linked without the module.
      return Class.forName("org.vae4j.loss.likelihood.VectorCrossEntropy")
          .asSubclass(CrossEntropyKernel.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // An incubator module of a later JDK may have changed: the plain loop is always right.
      return new ScalarCrossEntropy();
    }
  }
}
