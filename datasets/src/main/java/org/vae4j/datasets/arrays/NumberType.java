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
  /** One byte, 0 for false and else true. */
  BOOLEAN(1) {
    @Override
    float next(ByteBuffer stored) {
      return stored.get() == 0 ? 0 : 1;
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
  UNSIGNED_SHORT(2) {
    @Override
    float next(ByteBuffer stored) {
      return Short.toUnsignedInt(stored.getShort());
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
  /** Half precision, binary16 of IEEE 754. */
  HALF(2) {
    @Override
    float next(ByteBuffer stored) {
      int bits = stored.getShort();
      int exponent = bits >> 10 & 0x1f;
      int fraction = bits & 0x3ff;
      float magnitude =
          switch (exponent) {
            case 0 -> Math.scalb((float) fraction, -24);
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
          };
      return bits < 0 ? -magnitude : magnitude;
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

  /** How many bytes a number takes in the file: 1, 2, 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /** How many levels a pixel has, 256 or 65,536; 0 for numbers that are no pixels. */
  int levels() {
    boolean pixels = this == UNSIGNED_BYTE || this == UNSIGNED_SHORT;
    return pixels ? 1 << (bytes * Byte.SIZE) : 0;
  }

  /** The next number, rounded to a float if it is none. */
  abstract float next(ByteBuffer stored);
}
