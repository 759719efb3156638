package org.vae4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vae4j.checkpoint.Sha256;
import org.vae4j.datasets.Dataset;
import org.vae4j.datasets.DatasetSplits;
import org.vae4j.datasets.ImageShape;

/**
 * SHA-256 of data as a run sees it: the shape of an image, then each example's values as they are
 * stored and, where there are labels, its class.
 */
public final class DataDigest {
  private DataDigest() {}

  /** By part: train, validation if there is one, test. */
  public static Map<String, String> of(DatasetSplits splits) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("train", of(splits.train()));
    splits.validation().ifPresent(part -> parts.put("validation", of(part)));
    parts.put("test", of(splits.test()));
    return parts;
  }

  /** Of one part. */
  public static String of(Dataset data) {
    MessageDigest digest = Sha256.start();
    ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
    ImageShape shape = data.shape();
    for (int size : new int[] {shape.height(), shape.width(), shape.channels()}) {
      digest.update(number.putInt(0, size).array());
    }
    for (int k = 0; k < data.size(); k++) {
      digest.update(data.bytes(k));
      if (data.hasLabels()) {
        digest.update(number.putInt(0, data.label(k)).array());
      }
    }
    return Sha256.end(digest);
  }
}
