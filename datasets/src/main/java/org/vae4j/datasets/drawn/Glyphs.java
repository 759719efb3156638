package org.vae4j.datasets.drawn;

import java.util.List;

/** The ways in which each digit is written, before a hand varies them. */
final class Glyphs {

  /** [10][ways][strokes]. */
  private static final List<List<List<Stroke>>> WAYS =
      List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

  private Glyphs() {}

  /** The ways to write a digit, each a list of strokes. */
  static List<List<Stroke>> of(int digit) {
    return WAYS.get(digit);
  }

  private static List<List<Stroke>> zero() {
    return List.of(
        List.of(
            Stroke.from(0.56, 0.02)
                .to(0.26, 0.08)
                .to(0.07, 0.32)
                .to(0.05, 0.64)
                .to(0.2, 0.91)
                .to(0.5, 1)
                .to(0.8, 0.9)
                .to(0.95, 0.62)
                .to(0.93, 0.32)
                .to(0.74, 0.07)
                .to(0.46, 0)
                .to(0.32, 0.05)),
        List.of(
            Stroke.from(0.7, 0.12)
                .to(0.44, 0.02)
                .to(0.19, 0.16)
                .to(0.05, 0.46)
                .to(0.1, 0.8)
                .to(0.38, 0.99)
                .to(0.7, 0.9)
                .to(0.92, 0.6)
                .to(0.92, 0.27)
                .to(0.7, 0.03)
                .to(0.48, 0.09)));
  }

  private static List<List<Stroke>> one() {
    return List.of(
        List.of(Stroke.from(0.5, 0).to(0.5, 0.5).to(0.5, 1)),
        List.of(Stroke.from(0.28, 0.2).corner(0.52, 0).to(0.52, 0.5).to(0.52, 1)),
        List.of(
            Stroke.from(0.28, 0.18).corner(0.52, 0).to(0.52, 0.5).to(0.52, 0.99),
            Stroke.from(0.22, 1).to(0.52, 0.99).to(0.84, 1)));
  }

  private static List<List<Stroke>> two() {
    return List.of(
        List.of(
            Stroke.from(0.08, 0.24)
                .to(0.28, 0.04)
                .to(0.6, 0.01)
                .to(0.84, 0.2)
                .to(0.72, 0.5)
                .to(0.4, 0.78)
                .corner(0.05, 0.98)
                .to(0.5, 0.97)
                .to(0.96, 0.99)),
        List.of(
            Stroke.from(0.12, 0.2)
                .to(0.38, 0.02)
                .to(0.72, 0.06)
                .to(0.8, 0.3)
                .to(0.6, 0.62)
                .to(0.3, 0.92)
                .to(0.08, 0.96)
                .to(0.06, 0.8)
                .to(0.28, 0.76)
                .to(0.56, 0.92)
                .to(0.8, 0.99)
                .to(1, 0.9)));
  }

  private static List<List<Stroke>> three() {
    return List.of(
        List.of(
            Stroke.from(0.12, 0.13)
                .to(0.4, 0.01)
                .to(0.74, 0.09)
                .to(0.74, 0.32)
                .corner(0.36, 0.46)
                .to(0.74, 0.56)
                .to(0.86, 0.78)
                .to(0.54, 0.99)
                .to(0.24, 0.98)
                .to(0.04, 0.87)),
        List.of(
            Stroke.from(0.08, 0.03)
                .to(0.45, 0.01)
                .corner(0.84, 0.03)
                .to(0.62, 0.24)
                .corner(0.4, 0.42)
                .to(0.74, 0.5)
                .to(0.88, 0.74)
                .to(0.58, 0.98)
                .to(0.28, 0.99)
                .to(0.04, 0.88)),
        List.of(
            Stroke.from(0.14, 0.16)
                .to(0.42, 0.01)
                .to(0.74, 0.12)
                .to(0.68, 0.36)
                .to(0.44, 0.48)
                .to(0.4, 0.42)
                .to(0.62, 0.46)
                .to(0.86, 0.66)
                .to(0.76, 0.93)
                .to(0.42, 1)
                .to(0.1, 0.9)));
  }

  private static List<List<Stroke>> four() {
    return List.of(
        List.of(
            Stroke.from(0.16, 0.02).to(0.1, 0.28).corner(0.06, 0.56).to(0.5, 0.54).to(0.98, 0.5),
            Stroke.from(0.76, 0).to(0.72, 0.5).to(0.68, 1)),
        List.of(
            Stroke.from(0.2, 0.04).to(0.08, 0.36).to(0.16, 0.54).to(0.44, 0.55).to(0.74, 0.42),
            Stroke.from(0.8, 0.02).to(0.74, 0.5).to(0.68, 1)),
        List.of(
            Stroke.from(0.66, 0.02).to(0.36, 0.34).corner(0.02, 0.68).to(0.5, 0.68).to(0.98, 0.66),
            Stroke.from(0.66, 0.02).to(0.67, 0.5).to(0.68, 1)));
  }

  private static List<List<Stroke>> five() {
    return List.of(
        List.of(
            Stroke.from(0.22, 0.03)
                .to(0.18, 0.22)
                .corner(0.14, 0.46)
                .to(0.46, 0.37)
                .to(0.78, 0.48)
                .to(0.84, 0.74)
                .to(0.6, 0.96)
                .to(0.28, 0.99)
                .to(0.02, 0.88),
            Stroke.from(0.22, 0.03).to(0.56, 0.03).to(0.92, 0.01)),
        List.of(
            Stroke.from(0.94, 0.02)
                .to(0.58, 0.02)
                .corner(0.24, 0.04)
                .to(0.2, 0.22)
                .corner(0.17, 0.43)
                .to(0.5, 0.4)
                .to(0.8, 0.54)
                .to(0.8, 0.8)
                .to(0.5, 0.98)
                .to(0.06, 0.96)),
        List.of(
            Stroke.from(0.9, 0.04)
                .to(0.54, 0.02)
                .to(0.26, 0.12)
                .to(0.24, 0.32)
                .to(0.5, 0.46)
                .to(0.76, 0.62)
                .to(0.72, 0.88)
                .to(0.4, 1)
                .to(0.06, 0.92)));
  }

  private static List<List<Stroke>> six() {
    return List.of(
        List.of(
            Stroke.from(0.74, 0.01)
                .to(0.42, 0.18)
                .to(0.16, 0.46)
                .to(0.08, 0.74)
                .to(0.26, 0.97)
                .to(0.62, 0.97)
                .to(0.84, 0.76)
                .to(0.66, 0.55)
                .to(0.36, 0.58)
                .to(0.12, 0.78)),
        List.of(
            Stroke.from(0.46, 0)
                .to(0.24, 0.3)
                .to(0.12, 0.66)
                .to(0.22, 0.94)
                .to(0.5, 1)
                .to(0.78, 0.84)
                .to(0.76, 0.62)
                .to(0.5, 0.54)
                .to(0.26, 0.68)
                .to(0.24, 0.88)));
  }

  private static List<List<Stroke>> seven() {
    return List.of(
        List.of(
            Stroke.from(0.04, 0.05)
                .to(0.5, 0.04)
                .corner(0.92, 0.03)
                .to(0.66, 0.42)
                .to(0.48, 0.72)
                .to(0.4, 1)),
        List.of(
            Stroke.from(0.06, 0.05).to(0.5, 0.04).corner(0.92, 0.03).to(0.68, 0.44).to(0.38, 1),
            Stroke.from(0.26, 0.52).to(0.56, 0.49).to(0.86, 0.47)),
        List.of(
            Stroke.from(0.06, 0.22)
                .corner(0.1, 0.04)
                .to(0.5, 0.08)
                .corner(0.92, 0.02)
                .to(0.74, 0.36)
                .to(0.58, 0.7)
                .to(0.54, 1)));
  }

  private static List<List<Stroke>> eight() {
    return List.of(
        List.of(
            Stroke.from(0.78, 0.12)
                .to(0.5, 0)
                .to(0.22, 0.12)
                .to(0.26, 0.34)
                .to(0.52, 0.48)
                .to(0.78, 0.66)
                .to(0.76, 0.9)
                .to(0.48, 1)
                .to(0.18, 0.88)
                .to(0.22, 0.66)
                .to(0.52, 0.47)
                .to(0.78, 0.28)
                .to(0.74, 0.08)),
        List.of(
            Stroke.from(0.5, 0.46)
                .to(0.22, 0.34)
                .to(0.24, 0.1)
                .to(0.52, 0)
                .to(0.78, 0.12)
                .to(0.76, 0.34)
                .to(0.5, 0.46)
                .to(0.16, 0.62)
                .to(0.14, 0.86)
                .to(0.48, 1)
                .to(0.84, 0.88)
                .to(0.84, 0.62)
                .to(0.54, 0.47)));
  }

  private static List<List<Stroke>> nine() {
    return List.of(
        List.of(
            Stroke.from(0.82, 0.12)
                .to(0.5, 0)
                .to(0.16, 0.14)
                .to(0.14, 0.38)
                .to(0.44, 0.5)
                .to(0.74, 0.36)
                .corner(0.84, 0.08)
                .to(0.78, 0.5)
                .to(0.72, 1)),
        List.of(
            Stroke.from(0.8, 0.16)
                .to(0.56, 0.01)
                .to(0.22, 0.1)
                .to(0.14, 0.34)
                .to(0.38, 0.48)
                .to(0.7, 0.38)
                .corner(0.84, 0.14)
                .to(0.84, 0.48)
                .to(0.72, 0.82)
                .to(0.44, 0.99)
                .to(0.12, 0.92)),
        List.of(
            Stroke.from(0.74, 0.3)
                .to(0.48, 0.48)
                .to(0.18, 0.38)
                .to(0.2, 0.1)
                .to(0.52, 0)
                .to(0.76, 0.14)
                .to(0.76, 0.5)
                .to(0.62, 0.78)
                .to(0.42, 1)));
  }
}
