package org.vae4j.datasets.download;

import java.io.IOException;

/** No mirror gave the file. The message is a part of a line: why, mirror by mirror. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  DownloadException(String message) {
    super(message);
  }

  DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
