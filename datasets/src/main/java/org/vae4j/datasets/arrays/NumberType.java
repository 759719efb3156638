package org.vae4j.datasets.arrays;

import java.nio.ByteBuffer;

/** How a file stores a number. */
public enum NumberType {
  UNSIGNED_BYTE(1) {
    @Override
    float next(ByteBuffer stored) {
      return stored.get() & 0xff;
    }
  },
  SIGNED_BYTE(1) {
    @Override
    float next(ByteBuffer stored) {
      return stored.get();
    }
  },
  SHORT(2) {
    @Override
    float next(ByteBuffer stored) {
      return stored.getShort();
    }
  },
  INT(4) {
    @Override
    float next(ByteBuffer stored) {
      return stored.getInt();
    }
  },
  LONG(8) {
    @Override
    float next(ByteBuffer stored) {
      return stored.getLong();
    }
  },
  FLOAT(4) {
    @Override
    float next(ByteBuffer stored) {
      return stored.getFloat();
    }
  },
  DOUBLE(8) {
    @Override
    float next(ByteBuffer stored) {
      return (float) stored.getDouble();
    }
  };

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns how many bytes a number takes.
   *
   * @return 1, 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /** The next number, rounded to a float if it is none. */
  abstract float next(ByteBuffer stored);
}
