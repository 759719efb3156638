package org.vae4j.information;

/**
 * The Gauss–Kronrod pair of 7 and 15 nodes: two rules on one set of nodes, whose difference bounds
 * the error of the finer one with much to spare.
 *
 * <p>On [−1, 1] the 15 nodes are exact for polynomials up to degree 22 and the 7 nodes up to degree
 * 13. Source: A. S. Kronrod, Nodes and weights of quadrature formulas, 1965.
 */
final class GaussKronrod {

  /** The nodes that are not negative, outermost first; the Gauss nodes are those with odd index. */
  private static final double[] NODES = {
    0.9914553711208126,
    0.9491079123427585,
    0.8648644233597691,
    0.7415311855993945,
    0.5860872354676911,
    0.4058451513773972,
    0.20778495500789848,
    0.0,
  };

  private static final double[] KRONROD_WEIGHTS = {
    0.022935322010529224,
    0.06309209262997856,
    0.10479001032225019,
    0.14065325971552592,
    0.1690047266392679,
    0.19035057806478542,
    0.20443294007529889,
    0.20948214108472782,
  };

  private static final double[] GAUSS_WEIGHTS = {
    0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694,
  };

  private static final int LAST = NODES.length - 1;

  private GaussKronrod() {}

  /** How many nodes the finer rule has. */
  static int size() {
    return 2 * LAST + 1;
  }

  /** Node i = 0 … 14, in increasing order, on [−1, 1]. */
  static double node(int i) {
    return i <= LAST ? -NODES[i] : NODES[2 * LAST - i];
  }

  /** The weight of node i in the rule of 15 nodes. */
  static double kronrodWeight(int i) {
    return KRONROD_WEIGHTS[Math.min(i, 2 * LAST - i)];
  }

  /** The weight of node i in the rule of 7 nodes: 0 at the nodes that it lacks. */
  static double gaussWeight(int i) {
    int outermostFirst = Math.min(i, 2 * LAST - i);
    return outermostFirst % 2 == 1 ? GAUSS_WEIGHTS[outermostFirst / 2] : 0;
  }
}
