package org.vae4j.datasets.faults;

/** A data set is not on this machine and cannot be fetched. The message says where to put it. */
public final class MissingDataException extends BadDataException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what is missing, why it could not be fetched, and where to put it, on one line
   */
  public MissingDataException(String message) {
    super(message);
  }

  /**
   * Makes the exception for a download that failed.
   *
   * @param message what is missing, why it could not be fetched, and where to put it, on one line
   * @param cause why it could not be fetched
   */
  public MissingDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
