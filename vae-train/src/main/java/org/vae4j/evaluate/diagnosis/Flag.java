package org.vae4j.evaluate.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An option of the command line that can be copied as it is. */
final class Flag {
  private static final MathContext DIGITS = new MathContext(2);
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private Flag() {}

  /** With a number, rounded to two digits. */
  static String of(String name, double value) {
    return of(name, new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString());
  }

  static String of(String name, int value) {
    return of(name, Integer.toString(value));
  }

  /** With numbers in a row. */
  static String of(String name, List<Integer> values) {
    return of(name, values.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** With a text, in quotes if a shell needs them. */
  static String of(String name, String value) {
    boolean plain = PLAIN.matcher(value).matches();
    return "--" + name + " " + (plain ? value : "'" + value.replace("'", "'\\''") + "'");
  }
}
