package org.vae4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.vae4j.cli.terminal.Subcommand;
import org.vae4j.information.Comparison;
import org.vae4j.information.DiscreteDistribution;
import org.vae4j.information.LogBase;
import org.vae4j.information.UnivariateNormal;
import org.vae4j.refusal.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vae divergence}. */
@Command(
    name = "divergence",
    description = "Entropy, cross-entropy and KL divergence of two distributions, both ways.")
final class DivergenceCommand extends Subcommand {
  private static final String UNIFORM = "uniform";

  @Option(
      names = "--p",
      paramLabel = "P,P,...",
      description = "the first distribution: probabilities, or uniform")
  private String p;

  @Option(
      names = "--q",
      paramLabel = "Q,Q,...",
      description = "the second distribution: probabilities, or uniform")
  private String q;

  @Option(
      names = "--normal",
      paramLabel = "MEAN,STDDEV",
      description = "a normal distribution; give it twice")
  private List<String> normals = List.of();

  @Option(
      names = "--base",
      paramLabel = "BASE",
      defaultValue = "e",
      description = "of the logarithm: e (nats), 2 (bits) or 10 (bans) (default: ${DEFAULT-VALUE})")
  private String base;

  @Option(names = "--json", description = "print JSON and nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Comparison comparison;
    try {
      comparison = compare();
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
    PrintWriter out = out();
    if (json) {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode tree = mapper.valueToTree(comparison);
      tree.put("base", comparison.base().base());
      out.println(mapper.writeValueAsString(tree));
    } else {
      print(out, comparison);
    }
    return 0;
  }

  private Comparison compare() {
    LogBase logBase = LogBase.parse(base);
    boolean discrete = p != null && q != null && normals.isEmpty();
    boolean normal = p == null && q == null && normals.size() == 2;
    if (discrete) {
      return compareDiscrete(logBase);
    }
    if (normal) {
      return Comparison.of(normal(normals.get(0)), normal(normals.get(1)), logBase);
    }
    throw new BadInputException("expected --p and --q, or --normal twice");
  }

  private Comparison compareDiscrete(LogBase logBase) {
    if (p.equals(UNIFORM) && q.equals(UNIFORM)) {
      throw new BadInputException("--p, --q: expected probabilities for one of them at least");
    }
    DiscreteDistribution first =
        p.equals(UNIFORM) ? null : DiscreteDistribution.of(numbers("--p", p));
    DiscreteDistribution second =
        q.equals(UNIFORM) ? null : DiscreteDistribution.of(numbers("--q", q));
    return Comparison.of(
        first == null ? DiscreteDistribution.uniform(second.size()) : first,
        second == null ? DiscreteDistribution.uniform(first.size()) : second,
        logBase);
  }

  private static UnivariateNormal normal(String text) {
    double[] parameters = numbers("--normal", text);
    if (parameters.length != 2) {
      throw new BadInputException("--normal: expected MEAN,STDDEV, got '%s'".formatted(text));
    }
    return UnivariateNormal.of(parameters[0], parameters[1]);
  }

  private static double[] numbers(String option, String text) {
    String[] words = text.split(",", -1);
    double[] numbers = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      try {
        numbers[i] = Double.parseDouble(words[i]);
      } catch (NumberFormatException e) {
        throw new BadInputException(
            "%s: expected numbers with commas between them, got '%s'".formatted(option, text), e);
      }
    }
    return numbers;
  }

  private static void print(PrintWriter out, Comparison comparison) {
    String unit = comparison.base().name().toLowerCase(Locale.ROOT);
    out.printf("%-24s%14s%14s%n", "in " + unit, "p", "q");
    row(out, "entropy", comparison.entropy().p(), comparison.entropy().q());
    out.printf("%n%-24s%14s%14s%n", "", "p to q", "q to p");
    row(out, "cross-entropy", comparison.crossEntropy().pq(), comparison.crossEntropy().qp());
    row(out, "KL divergence", comparison.kl().pq(), comparison.kl().qp());
  }

  private static void row(PrintWriter out, String measure, double first, double second) {
    out.printf(Locale.ROOT, "%-24s%14.7f%14.7f%n", measure, first, second);
  }
}
