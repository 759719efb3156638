package org.vae4j.layers.flow;

/**
 * z' = z + û tanh(w·z + b) and its gradients, for one row at a time. With t = tanh(w·z + b) and S =
 * 1 + w·û = softplus(w·u),
 *
 * <pre>
 * det ∂z'/∂z = 1 + (1 − t²) w·û = t² + (1 − t²) S
 * </pre>
 *
 * <p>which in the last form is a sum of what is not negative: it never rounds to 0 or below.
 */
final class PlanarMap {
  private final double[] u;
  private final double[] w;
  private final double b;

  /** û. */
  private final double[] direction;

  /** S. */
  private final double stretch;

  /** w·u. */
  private final double product;

  /** |w|². */
  private final double squares;

  PlanarMap(double[] u, double[] w, double b) {
    this.u = u;
    this.w = w;
    this.b = b;
    this.product = dot(w, u);
    this.squares = dot(w, w);
    this.stretch = hasPlane() ? softplus(product) : 1;
    this.direction = u.clone();
    if (hasPlane()) {
      for (int j = 0; j < u.length; j++) {
        direction[j] += correction() * (w[j] / squares);
      }
    }
  }

  private boolean hasPlane() {
    return squares != 0;
  }

  /** softplus(w·u) − 1 − w·u. */
  private double correction() {
    return softplus(-product) - 1;
  }

  /** Moves the z of {@code [z | log q]} and subtracts log |det ∂z'/∂z| from what follows it. */
  void move(double[] row) {
    double t = tanh(row);
    for (int j = 0; j < u.length; j++) {
      row[j] += direction[j] * t;
    }
    row[u.length] -= Math.log(determinant(t));
  }

  /** tanh(w·z + b); the same bits on every Java. */
  private double tanh(double[] row) {
    return StrictMath.tanh(dot(w, row) + b);
  }

  private double determinant(double t) {
    return t * t + (1 - t * t) * stretch;
  }

  /** What the gradients by the parameters are made of, summed over rows: [û | w by z | b | S]. */
  int sumCount() {
    return 2 * u.length + 2;
  }

  /**
   * From the gradient by the output of a row to that by its input, in place.
   *
   * @param row {@code [z | log q]}
   * @param by the gradient
   * @param sums of length {@link #sumCount()}, which the row's own are added to
   */
  void differentiate(double[] row, double[] by, double[] sums) {
    int size = u.length;
    double t = tanh(row);
    double slope = 1 - t * t;
    double byLogDeterminant = -by[size];
    double byDeterminant = byLogDeterminant / determinant(t);
    double byTanh = dot(direction, by) + byDeterminant * 2 * t * (1 - stretch);
    double bySum = byTanh * slope;
    for (int j = 0; j < size; j++) {
      sums[j] += t * by[j];
      sums[size + j] += bySum * row[j];
      by[j] += bySum * w[j];
    }
    sums[2 * size] += bySum;
    sums[2 * size + 1] += byDeterminant * slope;
  }

  /** The gradient by u, from the sums over all rows. */
  double[] byU(double[] sums) {
    double[] by = new double[u.length];
    for (int j = 0; j < by.length; j++) {
      by[j] = sums[j] + (hasPlane() ? byProduct(sums) * w[j] : 0);
    }
    return by;
  }

  /** The gradient by w, from the sums over all rows. */
  double[] byW(double[] sums) {
    int size = u.length;
    double[] by = new double[size];
    for (int j = 0; j < size; j++) {
      by[j] = sums[size + j] + (hasPlane() ? throughDirection(sums, j) : sums[2 * size + 1] * u[j]);
    }
    return by;
  }

  /** The gradient by b, from the sums over all rows. */
  double byB(double[] sums) {
    return sums[2 * u.length];
  }

  /** By w·u, on which û and S depend: dS = σ(w·u), d(softplus(w·u) − 1 − w·u) = −σ(−w·u). */
  private double byProduct(double[] sums) {
    double byCorrection = dot(w, sums) / squares;
    return sums[2 * u.length + 1] * sigmoid(product) - byCorrection * sigmoid(-product);
  }

  /** By w[j] as a part of û and of S. */
  private double throughDirection(double[] sums, int j) {
    double byCorrection = dot(w, sums) / squares;
    return byProduct(sums) * u[j] + correction() / squares * (sums[j] - 2 * byCorrection * w[j]);
  }

  /** Over the length of the first. */
  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
