package org.vae4j.datasets.download;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is known of a file's bytes beforehand.
 *
 * @param of which bytes the checksum is of
 * @param sha256 64 hexadecimal digits in lower case; empty where gzip's own checksum has to do
 */
public record Checksum(Of of, String sha256) {

  /** Which bytes a checksum is of. */
  public enum Of {
    /** The uncompressed content: how a mirror packs it does not matter. */
    CONTENT,
    /** The file as mirrors store it. */
    STORED,
    /** None is known but gzip's own CRC-32: a part of an archive that was itself checked. */
    GZIP
  }

  /**
   * The checksum of a file's uncompressed content.
   *
   * @param sha256 64 hexadecimal digits in lower case
   */
  public static Checksum ofContent(String sha256) {
    return new Checksum(Of.CONTENT, sha256);
  }

  /**
   * The checksum of a file as mirrors store it.
   *
   * @param sha256 64 hexadecimal digits in lower case
   */
  public static Checksum asStored(String sha256) {
    return new Checksum(Of.STORED, sha256);
  }

  /** The checksum of a file that came out of an archive, which leaves it to gzip. */
  public static Checksum ofGzip() {
    return new Checksum(Of.GZIP, "");
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Whether the digest of the content, or of the stored bytes, is the right one. */
  boolean isRight(MessageDigest content, MessageDigest stored) {
    return switch (of) {
      case CONTENT -> isRight(content);
      case STORED -> isRight(stored);
      case GZIP -> true;
    };
  }

  boolean isRight(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).equals(sha256);
  }
}
