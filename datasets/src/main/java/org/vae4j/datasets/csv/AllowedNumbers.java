package org.vae4j.datasets.csv;

import org.datavec.api.transform.metadata.ColumnMetaData;
import org.datavec.api.transform.metadata.DoubleMetaData;
import org.datavec.api.transform.metadata.FloatMetaData;
import org.datavec.api.transform.metadata.IntegerMetaData;
import org.datavec.api.transform.metadata.LongMetaData;

/** In words, what a schema allows in a column of numbers. */
final class AllowedNumbers {
  private AllowedNumbers() {}

  static String of(ColumnMetaData column) {
    if (column instanceof IntegerMetaData integer) {
      return within("an integer", integer.getMinAllowedValue(), integer.getMaxAllowedValue());
    }
    if (column instanceof LongMetaData integer) {
      return within("an integer", integer.getMinAllowedValue(), integer.getMaxAllowedValue());
    }
    if (column instanceof FloatMetaData number) {
      return within("a number", number.getMinAllowedValue(), number.getMaxAllowedValue());
    }
    if (column instanceof DoubleMetaData number) {
      return within("a number", number.getMinAllowedValue(), number.getMaxAllowedValue());
    }
    return "a value that the schema allows";
  }

  private static String within(String kind, Number least, Number greatest) {
    if (least == null) {
      return greatest == null ? kind : kind + " of at most " + greatest;
    }
    return greatest == null
        ? kind + " of at least " + least
        : kind + " from " + least + " to " + greatest;
  }
}
