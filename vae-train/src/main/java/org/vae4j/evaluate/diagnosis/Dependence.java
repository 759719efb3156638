package org.vae4j.evaluate.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.ExampleReader;

/**
 * How much the features of a data set have to do with each other, pair by pair. A number is seen by
 * its rank and by how far that is from the middle, so that a bend shows too; a category by whether
 * it is each of its values. For independent features N r² of a pair is about 1, with deviation √2.
 */
final class Dependence {
  private static final int MOST_EXAMPLES = 2_000;
  private static final int MOST_FEATURES = 100;
  private static final int MOST_CATEGORIES = 10;

  /** Beyond it, a column follows from another but for rounding. */
  private static final double SAME = 0.999_999;

  private final List<String> names = new ArrayList<>();
  private final List<double[][]> views = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final int examples;

  private Dependence(Dataset train) {
    int stride = Math.max(1, train.size() / MOST_EXAMPLES);
    examples = (train.size() - 1) / stride + 1;
    float[] x = new float[train.features()];
    double[][] columns = new double[Math.min(MOST_FEATURES, x.length)][examples];
    ExampleReader reader = train.reader();
    for (int n = 0; n < examples; n++) {
      reader.read(n * stride, 0, x, 0);
      for (int j = 0; j < columns.length; j++) {
        columns[j][n] = x[j];
      }
    }
    for (int j = 0; j < columns.length; j++) {
      boolean named = train.columns().size() == x.length;
      names.add(named ? train.columns().get(j).name() : "value " + j);
      values.add(columns[j]);
      views.add(
          named && train.columns().get(j).isCategorical()
              ? indicators(columns[j], train.columns().get(j))
              : ranks(columns[j]));
    }
  }

  static Dependence of(Dataset train) {
    return new Dependence(train);
  }

  private static double[][] indicators(double[] column, Column of) {
    int count = Math.min(MOST_CATEGORIES, of.categories().size() - 1);
    double[][] views = new double[count][];
    for (int category = 0; category < count; category++) {
      int wanted = category;
      views[category] = standardised(Arrays.stream(column).map(x -> x == wanted ? 1 : 0).toArray());
    }
    return views;
  }

  private static double[][] ranks(double[] column) {
    Integer[] order = IntStream.range(0, column.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> column[i]));
    double[] rank = new double[column.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && column[order[to]] == column[order[from]]) {
        to++;
      }
      for (int k = from; k < to; k++) {
        rank[order[k]] = 0.5 * (from + to - 1); // equal values share the mean of their ranks
      }
      from = to;
    }
    double middle = 0.5 * (column.length - 1);
    double[] bend = Arrays.stream(rank).map(r -> Math.abs(r - middle)).toArray();
    return new double[][] {standardised(rank), standardised(bend)};
  }

  /** Of mean 0 and squares that sum to 1; zeros for a constant. */
  private static double[] standardised(double[] column) {
    double mean = Arrays.stream(column).average().orElse(0);
    double norm = Math.sqrt(Arrays.stream(column).map(x -> (x - mean) * (x - mean)).sum());
    return Arrays.stream(column).map(x -> norm == 0 ? 0 : (x - mean) / norm).toArray();
  }

  private static double correlation(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }

  /**
   * How many deviations the sum over all pairs is above what independent ones give; NaN without.
   */
  double structure() {
    double sum = 0;
    long pairs = 0;
    for (int i = 0; i < views.size(); i++) {
      for (int j = 0; j < i; j++) {
        for (double[] a : views.get(i)) {
          for (double[] b : views.get(j)) {
            double r = correlation(a, b);
            sum += examples * r * r;
            pairs++;
          }
        }
      }
    }
    return pairs == 0 ? Double.NaN : (sum - pairs) / Math.sqrt(2.0 * pairs);
  }

  /** Columns that are an earlier one, but for its unit. */
  List<DataFacts.Copy> copies() {
    List<DataFacts.Copy> copies = new ArrayList<>();
    List<double[]> standard = values.stream().map(Dependence::standardised).toList();
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (Math.abs(correlation(standard.get(i), standard.get(j))) > SAME) {
          copies.add(new DataFacts.Copy(names.get(i), names.get(j)));
          break;
        }
      }
    }
    return copies;
  }
}
