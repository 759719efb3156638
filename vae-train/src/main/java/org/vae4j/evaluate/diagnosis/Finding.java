package org.vae4j.evaluate.diagnosis;

import java.util.List;

/**
 * Something that is wrong.
 *
 * @param name by which it is known, such as {@code posterior-collapse}
 * @param evidence what was measured, in numbers
 * @param advice one or two things to try, mostly flags
 */
public record Finding(String name, String evidence, List<String> advice) {
  public Finding {
    advice = List.copyOf(advice);
  }
}
