package org.vae4j.cli.model;

import picocli.CommandLine.Option;

/** What is drawn at random for a picture or for rows: the same for the same number. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "which ones (default: ${DEFAULT-VALUE})")
  private long seed;

  long value() {
    return seed;
  }
}
