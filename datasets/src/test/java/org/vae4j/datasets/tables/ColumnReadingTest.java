package org.vae4j.datasets.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vae4j.datasets.faults.BadDataException;

class ColumnReadingTest {
  @ParameterizedTest
  @EnumSource(ColumnKind.class)
  void isReadAsItIsWritten(ColumnKind kind) {
    ColumnReading reading = new ColumnReading("a = b, c: d", kind);
    assertThat(ColumnReading.parse(reading.written())).isEqualTo(reading);
  }

  @Test
  void everyDateIsReadAsItIsWritten() {
    assertThat(DateFormat.all())
        .allSatisfy(
            format -> {
              ColumnReading reading = new ColumnReading("day", ColumnKind.DATE, format.pattern());
              assertThat(ColumnReading.parse(reading.written())).isEqualTo(reading);
            });
  }

  @ParameterizedTest
  @CsvSource({"age", "age=", "age=text", "age=number:d.M.uuuu", "age=Number"})
  void otherKindsAreRefused(String text) {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> ColumnReading.parse(text))
        .withMessage(
            "--columns: expected NAME=KIND with one of number, heavy-tailed, count, category, date,"
                + " left-out, found '%s'",
            text);
  }

  @Test
  void yearsMayBeWrittenAsMostPeopleDo() {
    assertThat(ColumnReading.parse("day=date:d.M.yyyy").pattern()).isEqualTo("d.M.uuuu");
  }

  @Test
  void patternThatIsNoneIsRefused() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> ColumnReading.parse("day=date:bogus"))
        .withMessage("--columns: expected a pattern of dates such as d.M.uuuu, found 'bogus'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uuuu-M-d            | 1970-01-02             | 1",
        "d.M.uuuu            | 31.12.1969             | -1",
        "d.M.uu              | 2.1.70                 | 1",
        "d.M.uu              | 1.1.68                 | 35794",
        "d-MMM-uu            | 02-JAN-70              | 1",
        "MMMM d, uuuu        | January 3, 1970        | 2",
        "uuuuMMdd            | 19700111               | 10",
        "uuuu-M              | 1970-02                | 31",
        "uuuu-M-d H:mm       | 1970-01-02 06:00       | 1.25",
        "uuuu-M-d'T'H:mmXXX  | 1970-01-02T06:00+06:00 | 1",
        "uuuu-M-d h:mm a     | 1970-01-01 06:00 pm    | 0.75",
        "H:mm                | 6:30                   | 6.5",
        "d.M.uuuu            | 30.2.2024              | NaN",
        "H:mm                | 24:30                  | NaN"
      })
  void dateIsANumber(String pattern, String text, double number) {
    assertThat((Double) new DateFormat(pattern).reader().number(text)).isEqualTo((Double) number);
  }
}
