package org.vae4j.datasets.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** What the decoder asks for to build records with, where columns are read one by one instead. */
final class NoRecords extends GroupConverter {
  private final PrimitiveConverter none = new PrimitiveConverter() {};

  @Override
  public Converter getConverter(int field) {
    return none;
  }

  @Override
  public void start() {
    // No record begins.
  }

  @Override
  public void end() {
    // No record ends.
  }
}
