package org.vae4j.datasets.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.JulianFields;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Writes the values of a column as they would stand in a CSV file. */
interface CellText {
  /** Seconds are as much as dates of tables are read to. */
  DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** From this magnitude on, numbers are written with an exponent. */
  double LARGE = 1e16;

  /** The value at which a reader is, which is not null. */
  String of(ColumnReader reader);

  /** For values of a type; empty if they are bytes, but for text without a mark. */
  static Optional<CellText> of(PrimitiveType type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> Optional.of(reader -> String.valueOf(reader.getBoolean()));
      case INT32 -> Optional.of(ofInt(meaning));
      case INT64 -> Optional.of(ofLong(meaning));
      case INT96 -> Optional.of(reader -> julian(reader.getBinary()));
      case FLOAT -> Optional.of(reader -> number(Float.toString(reader.getFloat())));
      case DOUBLE -> Optional.of(reader -> number(Double.toString(reader.getDouble())));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> Optional.ofNullable(ofBytes(meaning));
    };
  }

  /** Bytes as text in UTF-8. */
  static CellText utf8() {
    return reader -> reader.getBinary().toStringUsingUTF8();
  }

  private static CellText ofInt(LogicalTypeAnnotation meaning) {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return reader -> LocalDate.ofEpochDay(reader.getInteger()).toString();
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return reader -> decimal(BigInteger.valueOf(reader.getInteger()), decimal);
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return reader -> time(reader.getInteger(), time);
    }
    return meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()
        ? reader -> Integer.toUnsignedString(reader.getInteger())
        : reader -> Integer.toString(reader.getInteger());
  }

  private static CellText ofLong(LogicalTypeAnnotation meaning) {
    if (meaning instanceof TimestampLogicalTypeAnnotation stamp) {
      return reader -> moment(seconds(reader.getLong(), stamp.getUnit()));
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return reader -> decimal(BigInteger.valueOf(reader.getLong()), decimal);
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return reader -> time(reader.getLong(), time);
    }
    return meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()
        ? reader -> Long.toUnsignedString(reader.getLong())
        : reader -> Long.toString(reader.getLong());
  }

  private static CellText ofBytes(LogicalTypeAnnotation meaning) {
    if (meaning instanceof StringLogicalTypeAnnotation
        || meaning instanceof EnumLogicalTypeAnnotation
        || meaning instanceof JsonLogicalTypeAnnotation) {
      return utf8();
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return reader -> decimal(new BigInteger(reader.getBinary().getBytes()), decimal);
    }
    if (meaning instanceof UUIDLogicalTypeAnnotation) {
      return reader -> uuid(reader.getBinary().toByteBuffer());
    }
    return meaning instanceof Float16LogicalTypeAnnotation
        ? reader -> number(Float.toString(half(reader.getBinary())))
        : null;
  }

  private static String decimal(BigInteger unscaled, DecimalLogicalTypeAnnotation type) {
    return new BigDecimal(unscaled, type.getScale()).toPlainString();
  }

  private static String time(long count, TimeLogicalTypeAnnotation type) {
    return TIME.format(LocalTime.ofSecondOfDay(seconds(count, type.getUnit())));
  }

  private static String moment(long seconds) {
    return MOMENT.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
  }

  private static long seconds(long count, LogicalTypeAnnotation.TimeUnit unit) {
    return Math.floorDiv(count, perSecond(unit));
  }

  private static long perSecond(LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> 1_000_000_000;
    };
  }

  /** Nanoseconds of the day and the Julian day, as moments were stored once. */
  private static String julian(Binary stored) {
    ByteBuffer bytes = stored.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanoseconds = bytes.getLong();
    LocalDate day = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, bytes.getInt());
    return MOMENT.format(day.atStartOfDay().plusNanos(nanoseconds));
  }

  private static String uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  /** The number of IEEE 754's binary16. */
  private static float half(Binary stored) {
    int bits = stored.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getShort();
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> Math.scalb(fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(0x400 | fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Without an exponent where pandas writes none. */
  private static String number(String number) {
    if (number.indexOf('E') < 0) {
      return number;
    }
    double value = Math.abs(Double.parseDouble(number));
    if (value >= LARGE || value < 1e-4) {
      return number;
    }
    BigDecimal plain = new BigDecimal(number);
    return plain.scale() > 0 ? plain.toPlainString() : plain.setScale(1).toPlainString();
  }
}
