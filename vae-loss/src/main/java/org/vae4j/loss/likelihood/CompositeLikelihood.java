package org.vae4j.loss.likelihood;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.vae4j.loss.LabelDomain;

/**
 * Columns of different kinds: a likelihood for each range of columns, independent given z. The
 * decoder's outputs lie in the same order, {@code [outputs of the first range | of the second |
 * …]}.
 *
 * <pre>{@code
 * new CompositeLikelihood.Builder()
 *     .columns(3, new LearnedVarianceGaussianLikelihood())
 *     .columns(2, new CategoricalLikelihood(4))
 *     .build()
 * }</pre>
 */
public final class CompositeLikelihood extends Likelihood {
  private static final long serialVersionUID = 1;

  private final List<Part> parts;

  /**
   * A range of columns.
   *
   * @param columns how many
   * @param likelihood of their values
   */
  public record Part(
      @JsonProperty("columns") int columns, @JsonProperty("likelihood") Likelihood likelihood)
      implements Serializable {
    /** Checks that there is something to describe, and somebody to do it. */
    public Part {
      if (columns < 1 || likelihood == null) {
        throw new IllegalArgumentException(
            "expected at least 1 column and a likelihood, got %d and %s"
                .formatted(columns, likelihood));
      }
    }

    private int parameters() {
      return Math.toIntExact(likelihood.parameterCount(columns));
    }
  }

  /**
   * The parts from the first column to the last.
   *
   * @throws IllegalArgumentException if there are none
   */
  public CompositeLikelihood(@JsonProperty("parts") List<Part> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected at least one range of columns, got none");
    }
    this.parts = new ArrayList<>(parts);
  }

  /** The parts from the first column to the last. */
  public List<Part> getParts() {
    return List.copyOf(parts);
  }

  @Override
  public SortedMap<Integer, Double> constants(int features) {
    SortedMap<Integer, Double> all = new TreeMap<>();
    int output = 0;
    for (Part part : parts) {
      int from = output;
      part.likelihood()
          .constants(part.columns())
          .forEach((place, start) -> all.put(from + place, start));
      output += part.parameters();
    }
    return all;
  }

  @Override
  public boolean isDensity() {
    return parts.stream().anyMatch(part -> part.likelihood().isDensity());
  }

  @Override
  public String name() {
    return "CompositeLikelihood";
  }

  @Override
  public long parameterCount(long features) {
    int columns = parts.stream().mapToInt(Part::columns).sum();
    if (features != columns) {
      throw new IllegalArgumentException(
          "%s: expected %d columns, got %d".formatted(name(), columns, features));
    }
    return parts.stream().mapToInt(Part::parameters).sum();
  }

  @Override
  public long featureCount(long parameters) {
    int expected = parts.stream().mapToInt(Part::parameters).sum();
    if (parameters != expected) {
      throw new IllegalArgumentException(
          "%s: expected %d decoder outputs, got %d".formatted(name(), expected, parameters));
    }
    return parts.stream().mapToInt(Part::columns).sum();
  }

  @Override
  public LabelDomain domain(int feature) {
    int first = 0;
    for (Part part : parts) {
      if (feature < first + part.columns()) {
        return part.likelihood().domain(feature - first);
      }
      first += part.columns();
    }
    throw new IndexOutOfBoundsException(
        "expected a feature below %d, got %d".formatted(first, feature));
  }

  @Override
  protected double negativeLogLikelihood(
      double[] x, double[] parameters, double[] weights, double[] gradient) {
    double sum = 0;
    int column = 0;
    int output = 0;
    for (Part part : parts) {
      double[] partGradient = new double[part.parameters()];
      sum +=
          part.likelihood()
              .negativeLogLikelihood(
                  Arrays.copyOfRange(x, column, column + part.columns()),
                  Arrays.copyOfRange(parameters, output, output + part.parameters()),
                  Arrays.copyOfRange(weights, column, column + part.columns()),
                  partGradient);
      System.arraycopy(partGradient, 0, gradient, output, partGradient.length);
      column += part.columns();
      output += part.parameters();
    }
    return sum;
  }

  @Override
  public INDArray mean(INDArray parameters) {
    return perPart(parameters, Likelihood::mean);
  }

  @Override
  public INDArray typical(INDArray parameters) {
    return perPart(parameters, Likelihood::typical);
  }

  @Override
  public INDArray sample(INDArray parameters, Random random) {
    return perPart(parameters, (likelihood, outputs) -> likelihood.sample(outputs, random));
  }

  private interface PartFunction {
    INDArray of(Likelihood likelihood, INDArray parameters);
  }

  private INDArray perPart(INDArray parameters, PartFunction function) {
    featureCount(parameters.size(1));
    INDArray[] columns = new INDArray[parts.size()];
    int output = 0;
    for (int k = 0; k < columns.length; k++) {
      Part part = parts.get(k);
      INDArray outputs =
          parameters.get(
              NDArrayIndex.all(), NDArrayIndex.interval(output, output + part.parameters()));
      columns[k] = function.of(part.likelihood(), outputs);
      output += part.parameters();
    }
    return Nd4j.concat(1, columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompositeLikelihood that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.columns() + " × " + part.likelihood())
        .collect(Collectors.joining(", ", name() + "(", ")"));
  }

  /** Collects the parts from the first column to the last. */
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();

    /** The next so many columns have this likelihood. */
    public Builder columns(int count, Likelihood likelihood) {
      parts.add(new Part(count, likelihood));
      return this;
    }

    public CompositeLikelihood build() {
      return new CompositeLikelihood(parts);
    }
  }
}
