package org.vae4j.datasets.storage;

import java.util.Arrays;

/** The values of all examples in memory, [N × D], row after row. */
public sealed interface StoredValues {

  /** N · D. */
  int length();

  /** A number as it is stored: 0 … 255, or any finite one; NaN where a table lacks it. */
  float value(int index);

  /**
   * Writes values as numbers.
   *
   * @param from the first value to write
   * @param count how many
   * @param valueOfByte [256], the number that stands for each byte; other numbers stand for
   *     themselves
   * @param target where to write
   * @param offset the first index to write
   */
  void read(int from, int count, float[] valueOfByte, float[] target, int offset);

  /** Whether some are NaN: not known. */
  boolean hasMissing();

  /** Pixels, one byte each. */
  final class Bytes implements StoredValues {
    private final byte[] values;

    public Bytes(byte[] values) {
      this.values = values;
    }

    public byte[] copy(int from, int to) {
      return Arrays.copyOfRange(values, from, to);
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float value(int index) {
      return values[index] & 0xff;
    }

    @Override
    public boolean hasMissing() {
      return false;
    }

    @Override
    public void read(int from, int count, float[] valueOfByte, float[] target, int offset) {
      for (int i = 0; i < count; i++) {
        target[offset + i] = valueOfByte[values[from + i] & 0xff];
      }
    }
  }

  /** Numbers that are taken as they are. */
  final class Floats implements StoredValues {
    private final float[] values;
    private final boolean hasMissing;

    public Floats(float[] values) {
      this.values = values;
      boolean missing = false;
      for (float value : values) {
        missing |= Float.isNaN(value);
      }
      this.hasMissing = missing;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float value(int index) {
      return values[index];
    }

    @Override
    public boolean hasMissing() {
      return hasMissing;
    }

    @Override
    public void read(int from, int count, float[] valueOfByte, float[] target, int offset) {
      System.arraycopy(values, from, target, offset, count);
    }
  }
}
