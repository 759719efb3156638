package org.vae4j.checkpoint;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * The classes that a checkpoint's configuration may name. A class is allowed by its own name or by
 * its package's; packages inside a package are not meant with it. Immutable.
 */
public final class AllowedClasses {
  /** Names to allow besides, with commas between them. */
  public static final String PROPERTY = "vae4j.allowed-classes";

  /** Nothing that Jackson would take apart, such as the arguments of a generic type. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\w$]+(\\.[\\w$]+)*");

  private static final Set<String> STANDARD =
      Set.of(
          "org.deeplearning4j.nn.conf.constraint.*",
          "org.deeplearning4j.nn.conf.distribution.*",
          "org.deeplearning4j.nn.conf.dropout.*",
          "org.deeplearning4j.nn.conf.graph.*",
          "org.deeplearning4j.nn.conf.graph.rnn.*",
          "org.deeplearning4j.nn.conf.inputs.*",
          "org.deeplearning4j.nn.conf.layers.*",
          "org.deeplearning4j.nn.conf.layers.convolutional.*",
          "org.deeplearning4j.nn.conf.layers.misc.*",
          "org.deeplearning4j.nn.conf.layers.recurrent.*",
          "org.deeplearning4j.nn.conf.layers.util.*",
          "org.deeplearning4j.nn.conf.layers.variational.*",
          "org.deeplearning4j.nn.conf.layers.wrapper.*",
          "org.deeplearning4j.nn.conf.preprocessor.*",
          "org.deeplearning4j.nn.conf.stepfunctions.*",
          "org.deeplearning4j.nn.conf.weightnoise.*",
          "org.deeplearning4j.nn.weights.*",
          "org.deeplearning4j.nn.weights.embeddings.*",
          "org.nd4j.linalg.activations.impl.*",
          "org.nd4j.linalg.learning.config.*",
          "org.nd4j.linalg.learning.regularization.*",
          "org.nd4j.linalg.lossfunctions.impl.*",
          "org.nd4j.linalg.schedule.*",
          "org.vae4j.layers.*",
          "org.vae4j.layers.columns.*",
          "org.vae4j.layers.density.*",
          "org.vae4j.layers.flow.*",
          "org.vae4j.layers.lean.*",
          "org.vae4j.layers.rows.*",
          "org.vae4j.loss.*",
          "org.vae4j.loss.likelihood.*",
          "org.vae4j.loss.penalty.*",
          "org.vae4j.train.*");

  private final Set<String> names;

  private AllowedClasses(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /**
   * What DL4J, ND4J and vae4j configure networks with, and what the system property {@value
   * #PROPERTY} names.
   */
  public static AllowedClasses standard() {
    AllowedClasses standard = new AllowedClasses(STANDARD);
    String more = System.getProperty(PROPERTY, "");
    return more.isBlank() ? standard : standard.and(more.strip().split("\\s*,\\s*", -1));
  }

  /**
   * These and more, for layers of one's own.
   *
   * @param more names of classes, such as {@code com.example.MyLayer}, or {@code com.example.*} for
   *     those of a package
   */
  public AllowedClasses and(String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(Arrays.asList(more));
    return new AllowedClasses(all);
  }

  boolean contains(String className) {
    if (!PLAIN_NAME.matcher(className).matches()) {
      return false;
    }
    String outermost = className.replaceFirst("\\$.*", "");
    int dot = outermost.lastIndexOf('.');
    return names.contains(className)
        || names.contains(outermost)
        || (dot > 0 && names.contains(outermost.substring(0, dot) + ".*"));
  }

  /** The same for Jackson, which asks before it loads a class. */
  PolymorphicTypeValidator validator() {
    return new Validator(this);
  }

  private static final class Validator extends PolymorphicTypeValidator {
    private static final long serialVersionUID = 1;

    private final transient AllowedClasses allowed;

    Validator(AllowedClasses allowed) {
      this.allowed = allowed;
    }

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType base) {
      return Validity.INDETERMINATE; // each name is looked at
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String name) {
      return allowed.contains(name) ? Validity.ALLOWED : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType base, JavaType type) {
      return allowed.contains(type.getRawClass().getName()) ? Validity.ALLOWED : Validity.DENIED;
    }
  }
}
