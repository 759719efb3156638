package org.vae4j.datasets.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Values in memory, {@code [N × D]}, row after row: pixels of 8 or 16 bits, or floats. */
public sealed interface StoredValues {
  /** N · D. */
  int length();

  /**
   * Zeros of a kind of value.
   *
   * @param levels of a pixel, 256 or 65,536; 0 for floats
   */
  static StoredValues zeros(int levels, int length) {
    return switch (levels) {
      case 1 << Byte.SIZE -> new Bytes(new byte[length]);
      case 1 << Short.SIZE -> new Shorts(new short[length]);
      case 0 -> new Floats(new float[length]);
      default -> throw new IllegalArgumentException("no pixels have " + levels + " levels");
    };
  }

  /** How many bytes a value takes in memory, and in {@link #write}. */
  static int bytes(int levels) {
    return levels == 0 ? Float.BYTES : levels > 1 << Byte.SIZE ? Short.BYTES : Byte.BYTES;
  }

  /** How many levels a pixel has, 256 or 65,536; 0 for floats, which are taken as they are. */
  int levels();

  /** A number as it is stored: the pixel's level, or the float; NaN where a table lacks it. */
  float value(int index);

  /** Whether some are NaN: not known. */
  boolean hasMissing();

  /**
   * Writes values as numbers.
   *
   * @param from the first value to write
   * @param valueOfLevel {@code [levels]}, the number that stands for each level; floats stand for
   *     themselves
   * @param target where to write
   * @param offset the first index to write
   */
  void read(int from, int count, float[] valueOfLevel, float[] target, int offset);

  /** Writes values as they are stored, most significant byte first. */
  void write(int from, int count, ByteBuffer target);

  /** Takes over values from a block that holds them in the bytes of their type. */
  void fill(int at, int count, ByteBuffer block);

  /** Stores a number: a pixel's level, or a float. */
  void set(int at, float value);

  /** The first values, and zeros where there are no more. */
  StoredValues resized(int length);

  /** The same pixels in 16 bits: 257 k / 65,535 is k / 255. */
  default Shorts deep() {
    int scale = ((1 << Short.SIZE) - 1) / (levels() - 1);
    Shorts deep = new Shorts(new short[length()]);
    for (int i = 0; i < length(); i++) {
      deep.set(i, scale * value(i));
    }
    return deep;
  }

  /** Pixels of 256 levels. */
  final class Bytes implements StoredValues {
    private final byte[] values;

    public Bytes(byte[] values) {
      this.values = values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public int levels() {
      return 1 << Byte.SIZE;
    }

    @Override
    public float value(int index) {
      return Byte.toUnsignedInt(values[index]);
    }

    @Override
    public boolean hasMissing() {
      return false;
    }

    @Override
    public void read(int from, int count, float[] valueOfLevel, float[] target, int offset) {
      for (int i = 0; i < count; i++) {
        target[offset + i] = valueOfLevel[Byte.toUnsignedInt(values[from + i])];
      }
    }

    @Override
    public void write(int from, int count, ByteBuffer target) {
      target.put(values, from, count);
    }

    @Override
    public void fill(int at, int count, ByteBuffer block) {
      block.get(values, at, count);
    }

    @Override
    public void set(int at, float value) {
      values[at] = (byte) (int) value;
    }

    @Override
    public Bytes resized(int length) {
      return new Bytes(Arrays.copyOf(values, length));
    }
  }

  /** Pixels of 65,536 levels. */
  final class Shorts implements StoredValues {
    private final short[] values;

    public Shorts(short[] values) {
      this.values = values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public int levels() {
      return 1 << Short.SIZE;
    }

    @Override
    public float value(int index) {
      return Short.toUnsignedInt(values[index]);
    }

    @Override
    public boolean hasMissing() {
      return false;
    }

    @Override
    public void read(int from, int count, float[] valueOfLevel, float[] target, int offset) {
      for (int i = 0; i < count; i++) {
        target[offset + i] = valueOfLevel[Short.toUnsignedInt(values[from + i])];
      }
    }

    @Override
    public void write(int from, int count, ByteBuffer target) {
      for (int i = 0; i < count; i++) {
        target.putShort(values[from + i]);
      }
    }

    @Override
    public void fill(int at, int count, ByteBuffer block) {
      block.asShortBuffer().get(values, at, count);
    }

    @Override
    public void set(int at, float value) {
      values[at] = (short) (int) value;
    }

    @Override
    public Shorts resized(int length) {
      return new Shorts(Arrays.copyOf(values, length));
    }
  }

  /** Numbers that are taken as they are. */
  final class Floats implements StoredValues {
    private final float[] values;

    public Floats(float[] values) {
      this.values = values;
    }

    /** Themselves, not a copy. */
    public float[] values() {
      return values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public int levels() {
      return 0;
    }

    @Override
    public float value(int index) {
      return values[index];
    }

    @Override
    public boolean hasMissing() {
      for (float value : values) {
        if (Float.isNaN(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void read(int from, int count, float[] valueOfLevel, float[] target, int offset) {
      System.arraycopy(values, from, target, offset, count);
    }

    @Override
    public void write(int from, int count, ByteBuffer target) {
      for (int i = 0; i < count; i++) {
        target.putFloat(values[from + i]);
      }
    }

    @Override
    public void fill(int at, int count, ByteBuffer block) {
      block.asFloatBuffer().get(values, at, count);
    }

    @Override
    public void set(int at, float value) {
      values[at] = value;
    }

    @Override
    public Floats resized(int length) {
      return new Floats(Arrays.copyOf(values, length));
    }
  }
}
