package org.vae4j.checkpoint;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A place where no file can be: a folder, or one that no folder holds. */
public final class BadTargetException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  BadTargetException(Path file, String expected, String found) {
    super(file.toString(), null, "expected " + expected + ", found " + found);
  }
}
