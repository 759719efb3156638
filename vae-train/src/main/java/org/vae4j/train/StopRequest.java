package org.vae4j.train;

/** Asks training to stop after the step that it is at. From any thread, a signal's for instance. */
public final class StopRequest {
  private volatile boolean made;

  public void make() {
    made = true;
  }

  public boolean isMade() {
    return made;
  }
}
