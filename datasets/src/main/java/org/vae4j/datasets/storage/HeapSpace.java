package org.vae4j.datasets.storage;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import org.vae4j.datasets.faults.TooLargeException;

/** Tells before it is tried that something does not fit into memory. */
public final class HeapSpace {
  private static final int MEBIBYTE = 1 << 20;

  private HeapSpace() {}

  /**
   * Checks that the Java heap has room.
   *
   * @param source what needs it: a file, or a part of a set
   * @throws TooLargeException if there is less, with both sizes
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
  static TooLargeException lacking(String source, long bytes, long free) {
    return new TooLargeException(
        "%s: expected what fits into the %d MiB of memory left, found %d MiB"
            .formatted(source, free / MEBIBYTE, (bytes + MEBIBYTE - 1) / MEBIBYTE));
  }

  /**
   * What the heap can still take, of that which stays: most collectors keep it in one part of the
   * heap, the old generation, and a large array needs its room in one piece.
   */
  static long free() {
    Runtime runtime = Runtime.getRuntime();
    long inAll = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getUsage)
        .filter(usage -> usage.getMax() >= 0)
        .mapToLong(usage -> usage.getMax() - usage.getUsed())
        .max()
        .stream()
        .map(inOnePart -> Math.min(inOnePart, inAll))
        .findFirst()
        .orElse(inAll);
  }
}
