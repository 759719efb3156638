package org.vae4j.layers.lean;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * ND4J's {@link Adam} with the same settings, state and formula, computed in one pass over plain
 * floats and without the denormal numbers that make it slow.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma &amp; Ba 2015, the variant with ε̂ that
 *     closes section 2</a>
 */
public final class LeanAdam extends Adam {
  private static final long serialVersionUID = 1;

  /** For JSON. */
  public LeanAdam() {}

  public LeanAdam(double learningRate) {
    super(learningRate);
  }

  public LeanAdam(ISchedule learningRate) {
    super(learningRate);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public GradientUpdater instantiate(INDArray state, boolean initialize) {
    AdamUpdater updater = new LeanAdamUpdater(this);
    updater.setStateViewArray(
        state.reshape(1, state.length()), new long[] {state.length() / 2}, 'f', initialize);
    return updater;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public GradientUpdater instantiate(Map<String, INDArray> state, boolean initialize) {
    AdamUpdater updater = new LeanAdamUpdater(this);
    updater.setState(state, initialize);
    return updater;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // a new object with the same settings
  public LeanAdam clone() {
    LeanAdam copy = new LeanAdam();
    copy.setLrAndSchedule(getLearningRate(), getLearningRateSchedule());
    copy.setBeta1(getBeta1());
    copy.setBeta2(getBeta2());
    copy.setEpsilon(getEpsilon());
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeanAdam && super.equals(other);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof LeanAdam;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + 1;
  }
}
