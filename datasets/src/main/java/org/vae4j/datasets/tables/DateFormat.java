package org.vae4j.datasets.tables;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A way in which dates or times are written. A date is read as the number of days since 1970-01-01,
 * with its time as a fraction; a time alone as hours.
 *
 * @param pattern of {@link DateTimeFormatter}
 */
record DateFormat(String pattern) {
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double SECONDS_PER_HOUR = 3_600;

  /** Month first comes before day first: where the values fit both, the order decides. */
  private static final List<String> DATES =
      List.of(
          "uuuu-M-d",
          "uuuu/M/d",
          "uuuu.M.d",
          "d.M.uuuu",
          "M/d/uuuu",
          "d/M/uuuu",
          "d-M-uuuu",
          "M-d-uuuu",
          "d.M.uu",
          "M/d/uu",
          "d/M/uu",
          "d MMM uuuu",
          "d-MMM-uuuu",
          "d-MMM-uu",
          "MMM d, uuuu",
          "d MMMM uuuu",
          "MMMM d, uuuu",
          "uuuuMMdd",
          "uuuu-M");

  private static final List<String> TIMES =
      List.of("H:mm", "H:mm:ss", "H:mm:ss.SSS", "H:mm:ss.SSSSSS", "h:mm a", "h:mm:ss a");

  private static final List<DateFormat> ALL = known();

  /** Readers of all that are known: to make one takes longer than to read a date. */
  private static final Map<DateFormat, DateReader> READERS =
      ALL.stream().collect(Collectors.toMap(format -> format, DateFormat::newReader));

  /**
   * All that are known. Dates with a time have a blank or a T between them, and maybe an offset.
   */
  static List<DateFormat> all() {
    return ALL;
  }

  private static List<DateFormat> known() {
    List<DateFormat> formats = new ArrayList<>();
    DATES.forEach(date -> formats.add(new DateFormat(date)));
    for (String date : DATES.subList(0, 6)) {
      for (String time : TIMES) {
        formats.add(new DateFormat(date + " " + time));
        formats.add(new DateFormat(date + "'T'" + time));
        formats.add(new DateFormat(date + "'T'" + time + "XXX"));
        formats.add(new DateFormat(date + " " + time + "XXX"));
      }
    }
    TIMES.forEach(time -> formats.add(new DateFormat(time)));
    return List.copyOf(formats);
  }

  /** Whether a cell is written so. */
  boolean isDate(String cell) {
    return !Double.isNaN(reader().number(cell));
  }

  /**
   * A reader of dates written so.
   *
   * @throws IllegalArgumentException if the pattern is none
   */
  DateReader reader() {
    DateReader known = READERS.get(this);
    return known == null ? newReader() : known;
  }

  private DateReader newReader() {
    DateTimeFormatterBuilder builder =
        new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
    if (hasDate() && !pattern.contains("d")) {
      builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
    }
    return new DateReader(
        builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT),
        hasDate() && !pattern.contains("uuu"));
  }

  /** What the numbers count. */
  String unit() {
    return hasDate() ? "days since 1970-01-01" : "hours";
  }

  /** The pattern as most people write it. */
  String words() {
    return pattern.replace('u', 'y');
  }

  private boolean hasDate() {
    return pattern.contains("u");
  }

  /**
   * Reads dates of one format.
   *
   * @param shortYear whether years have two digits: 69 to 99 are of the last century, as in POSIX
   */
  record DateReader(DateTimeFormatter formatter, boolean shortYear) {
    private static final int LAST_OF_THIS_CENTURY = 2068;

    /**
     * The number of a date, NaN if it is not written so.
     *
     * @param text of a cell
     */
    double number(String text) {
      try {
        TemporalAccessor parsed =
            formatter.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from, LocalTime::from);
        if (parsed instanceof OffsetDateTime moment) {
          return moment.toEpochSecond() / SECONDS_PER_DAY;
        }
        if (parsed instanceof LocalDateTime moment) {
          return moment.toEpochSecond(ZoneOffset.UTC) / SECONDS_PER_DAY;
        }
        return parsed instanceof LocalDate date
            ? days(date)
            : ((LocalTime) parsed).toNanoOfDay() / 1e9 / SECONDS_PER_HOUR;
      } catch (DateTimeException e) {
        return Double.NaN;
      }
    }

    private long days(LocalDate date) {
      return shortYear && date.getYear() > LAST_OF_THIS_CENTURY
          ? date.minusYears(100).toEpochDay()
          : date.toEpochDay();
    }
  }
}
