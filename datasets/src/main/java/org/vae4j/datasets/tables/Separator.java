package org.vae4j.datasets.tables;

/** What stands between the cells of a table. */
public enum Separator {
  COMMA(',', "commas"),
  SEMICOLON(';', "semicolons"),
  TAB('\t', "tabs"),
  BAR('|', "bars"),
  BLANK(' ', "blanks");

  private final char sign;
  private final String words;

  Separator(char sign, String words) {
    this.sign = sign;
    this.words = words;
  }

  /** The character. */
  public char sign() {
    return sign;
  }

  /** Several of them, in words. */
  public String words() {
    return words;
  }
}
