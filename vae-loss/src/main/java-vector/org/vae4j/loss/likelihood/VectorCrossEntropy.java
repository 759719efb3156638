package org.vae4j.loss.likelihood;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link CrossEntropyKernel} with the Vector API: operation for operation that of {@link
 * FloatMath}. The API's own exp and log1p are not used: their bits differ interpreted and compiled.
 */
final class VectorCrossEntropy implements CrossEntropyKernel {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  VectorCrossEntropy() {}

  @Override
  public void evaluate(float[] x, float[] logits, float[] value, float[] gradient, int count) {
    int whole = LANES.loopBound(count);
    for (int j = 0; j < whole; j += LANES.length()) {
      FloatVector target = FloatVector.fromArray(LANES, x, j);
      FloatVector logit = FloatVector.fromArray(LANES, logits, j);
      FloatVector e = expOfNonPositive(logit.abs().neg());
      logit.max(0f).sub(logit.mul(target)).add(log1pOfUnit(e)).intoArray(value, j);
      FloatVector numerator = e.blend(1f, logit.compare(VectorOperators.GE, 0f));
      numerator.div(e.add(1f)).sub(target).intoArray(gradient, j);
    }
    ScalarCrossEntropy.evaluate(x, logits, value, gradient, whole, count);
  }

  private static FloatVector expOfNonPositive(FloatVector y) {
    FloatVector clamped =
        y.blend(FloatMath.LOWEST, y.compare(VectorOperators.LT, FloatMath.LOWEST));
    FloatVector shifted = clamped.mul(FloatMath.LOG2_E).add(FloatMath.ROUNDER);
    FloatVector k = shifted.sub(FloatMath.ROUNDER);
    FloatVector r = clamped.sub(k.mul(FloatMath.LN2_HIGH)).sub(k.mul(FloatMath.LN2_LOW));
    FloatVector p = polynomial(r, FloatMath.EXP_COEFFICIENTS);
    IntVector exponent =
        shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(FloatMath.ROUNDER));
    return p.mul(exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
  }

  private static FloatVector log1pOfUnit(FloatVector e) {
    FloatVector s = e.div(e.add(2f));
    FloatVector t = s.mul(s);
    return s.mul(2f).mul(polynomial(t, FloatMath.ARTANH_COEFFICIENTS));
  }

  /** By Horner's rule, highest coefficient first. */
  private static FloatVector polynomial(FloatVector argument, float[] coefficients) {
    FloatVector p = FloatVector.broadcast(LANES, coefficients[0]);
    for (int k = 1; k < coefficients.length; k++) {
      p = p.mul(argument).add(coefficients[k]);
    }
    return p;
  }
}
