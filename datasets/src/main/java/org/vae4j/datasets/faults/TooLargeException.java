package org.vae4j.datasets.faults;

/** The data takes more memory than there is: a larger Java heap, {@code -Xmx}, would hold it. */
public final class TooLargeException extends BadDataException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message both sizes, on one line
   */
  public TooLargeException(String message) {
    super(message);
  }
}
