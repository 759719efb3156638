package org.vae4j.datasets;

/** Tells before it is tried that something does not fit into memory. */
public final class HeapSpace {
  private static final int MEBIBYTE = 1 << 20;

  private HeapSpace() {}

  /**
   * Checks that the Java heap has room.
   *
   * @param source what needs it: a file, or a part of a set
   * @param bytes how much
   * @throws BadDataException if there is less, with both sizes
   */
  public static void require(String source, long bytes) {
    if (bytes > free()) {
      // What the heap holds may be garbage.
      System.gc();
      require(source, bytes, free());
    }
  }

  static void require(String source, long bytes, long free) {
    if (bytes > free) {
      throw lacking(source, bytes, free);
    }
  }

  /** What to say if so many bytes are needed and fewer are left. */
  static BadDataException lacking(String source, long bytes, long free) {
    return BadDataException.of(
        source,
        "what fits into the %d MiB of memory left (java -Xmx sets it)".formatted(free / MEBIBYTE),
        "%d MiB".formatted((bytes + MEBIBYTE - 1) / MEBIBYTE));
  }

  /** What the heap can still take, garbage that it holds not counted. */
  static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }
}
