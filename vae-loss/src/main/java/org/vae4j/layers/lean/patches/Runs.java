package org.vae4j.layers.lean.patches;

import java.util.Arrays;

/** Stretches of an image that lie in its patches as they lie in the image itself. */
final class Runs {
  private int[] inImage = new int[64];
  private int[] inPatches = new int[64];
  private int[] length = new int[64];
  private int count;
  private int longest;

  /** Adds a run, or lengthens the last one where both go on without a gap. */
  void add(int imageStart, int patchesStart, int runLength) {
    int last = count - 1;
    if (count > 0
        && inImage[last] + length[last] == imageStart
        && inPatches[last] + length[last] == patchesStart) {
      length[last] += runLength;
      longest = Math.max(longest, length[last]);
      return;
    }
    if (count == length.length) {
      inImage = Arrays.copyOf(inImage, 2 * count);
      inPatches = Arrays.copyOf(inPatches, 2 * count);
      length = Arrays.copyOf(length, 2 * count);
    }
    inImage[count] = imageStart;
    inPatches[count] = patchesStart;
    length[count] = runLength;
    longest = Math.max(longest, runLength);
    count++;
  }

  int count() {
    return count;
  }

  int longest() {
    return longest;
  }

  int inImage(int run) {
    return inImage[run];
  }

  int inPatches(int run) {
    return inPatches[run];
  }

  int length(int run) {
    return length[run];
  }
}
