package org.vae4j.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hexadecimal digits. */
public final class Sha256 {
  private static final int BLOCK = 1 << 16;

  private Sha256() {}

  /** A digest of nothing yet. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The digits of what a digest has seen. */
  public static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(byte[] bytes) {
    MessageDigest digest = start();
    digest.update(bytes);
    return end(digest);
  }

  /** Of what a stream still holds, read to its end. */
  static String ofRest(InputStream in) throws IOException {
    MessageDigest digest = start();
    InputStream digested = new DigestInputStream(in, digest);
    byte[] block = new byte[BLOCK];
    while (digested.read(block) >= 0) {
      // the digest has seen the block
    }
    return end(digest);
  }
}
