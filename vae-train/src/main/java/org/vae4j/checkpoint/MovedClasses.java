package org.vae4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Classes that configurations name and that have another package than when they were written. */
final class MovedClasses {
  private static final String LAYERS = "org.vae4j.layers.";

  /** From {@code org.vae4j.layers} to {@code org.vae4j.layers.lean}. */
  private static final Set<String> LEAN =
      Set.of(
          "LeanAdam",
          "LeanConvolutionLayer",
          "LeanDenseLayer",
          "LeanMergeVertex",
          "LeanTransposedConvolutionLayer",
          "RowsToImages");

  private MovedClasses() {}

  /**
   * Gives a class of old its name of today.
   *
   * @param node may name a class
   * @param field under which it does
   */
  static void rename(ObjectNode node, String field) {
    JsonNode name = node.get(field);
    if (name.isTextual() && name.textValue().startsWith(LAYERS)) {
      String simple = name.textValue().substring(LAYERS.length());
      if (LEAN.contains(simple)) {
        node.put(field, LAYERS + "lean." + simple);
      }
    }
  }
}
