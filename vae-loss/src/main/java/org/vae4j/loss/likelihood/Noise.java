package org.vae4j.loss.likelihood;

import java.util.SortedMap;
import java.util.TreeMap;

/** Whether the width of a likelihood depends on z. */
public enum Noise {
  /** The decoder gives it anew for each z. */
  BY_Z,
  /** It is one constant for each feature, learned. */
  CONSTANT;

  /** A range of places, all of one value at first, if they are constants. */
  SortedMap<Integer, Double> places(int from, int to, double start) {
    SortedMap<Integer, Double> places = new TreeMap<>();
    for (int place = from; place < to && this == CONSTANT; place++) {
      places.put(place, start);
    }
    return places;
  }
}
