package org.vae4j.datasets.tables;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
          "MMM d, uuuu",
          "d MMMM uuuu",
          "MMMM d, uuuu",
          "uuuuMMdd");

  private static final List<String> TIMES =
      List.of("H:mm", "H:mm:ss", "H:mm:ss.SSS", "H:mm:ss.SSSSSS", "h:mm a", "h:mm:ss a");

  /**
   * All that are known. Dates with a time have a blank or a T between them, and maybe an offset.
   */
  static List<DateFormat> all() {
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
    return formats;
  }

  /** A reader of dates written so. */
  DateReader reader() {
    return new DateReader(
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));
  }

  /** What the numbers count. */
  String unit() {
    return hasDate() ? "days since 1970-01-01" : "hours";
  }

  private boolean hasDate() {
    return pattern.contains("uuuu");
  }

  /** Reads dates of one format. */
  record DateReader(DateTimeFormatter formatter) {
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
            ? date.toEpochDay()
            : ((LocalTime) parsed).toNanoOfDay() / 1e9 / SECONDS_PER_HOUR;
      } catch (DateTimeException e) {
        return Double.NaN;
      }
    }
  }
}
