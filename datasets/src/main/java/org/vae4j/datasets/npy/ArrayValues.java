package org.vae4j.datasets.npy;

import org.vae4j.datasets.arrays.NumericArray;
import org.vae4j.datasets.faults.BadDataException;
import org.vae4j.datasets.storage.StoredValues;

/** What the numbers of an array are, where they are no unsigned bytes. */
public enum ArrayValues {
  /** Numbers. */
  AS_IS {
    @Override
    NumericArray of(NumericArray array) {
      return array;
    }
  },
  /** Pixels: whole numbers from 0 to 255 in a type that could hold others. */
  BYTES {
    @Override
    NumericArray of(NumericArray array) {
      StoredValues pixels = StoredValues.zeros(LEVELS, array.values().length());
      for (int i = 0; i < pixels.length(); i++) {
        float level = array.values().value(i);
        if (!isLevel(level)) {
          throw BadDataException.of(
              array.source() + ", value " + i, "a whole number from 0 to 255", level);
        }
        pixels.set(i, level);
      }
      return array.with(pixels);
    }
  },
  /** Pixels from −1, black, to 1. */
  SIGNED {
    @Override
    NumericArray of(NumericArray array) {
      StoredValues pixels = StoredValues.zeros(0, array.values().length());
      for (int i = 0; i < pixels.length(); i++) {
        float value = array.values().value(i);
        if (!(value >= -1 && value <= 1)) {
          throw BadDataException.of(
              array.source() + ", value " + i, "a number from -1 to 1", value);
        }
        pixels.set(i, (value + 1) / 2);
      }
      return array.with(pixels);
    }
  };

  private static final int LEVELS = 256;

  abstract NumericArray of(NumericArray array);

  private static boolean isLevel(float value) {
    return value >= 0 && value < LEVELS && value == Math.rint(value);
  }

  /**
   * What the numbers of an array seem to be: bytes if all are whole, from 0 to 255, and beyond 1;
   * signed if some are negative and none is beyond 1.
   */
  public static ArrayValues guess(NumericArray array) {
    StoredValues values = array.values();
    if (values.levels() > 0) {
      return AS_IS;
    }
    boolean levels = true;
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length(); i++) {
      float value = values.value(i);
      levels &= isLevel(value);
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    if (levels && greatest > 1) {
      return BYTES;
    }
    return least < 0 && least >= -1 && greatest <= 1 && greatest > 0.5f ? SIGNED : AS_IS;
  }
}
