package org.vae4j.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What happens to files. */
enum Corruption {
  BIT_FLIPS {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) {
      byte[] bytes = file.clone();
      int flips = 1 + random.nextInt(8);
      for (int k = 0; k < flips; k++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return bytes;
    }
  },
  /** In the zip's directory, which is small and which every reader depends on. */
  DIRECTORY_FLIP {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) {
      byte[] bytes = file.clone();
      bytes[bytes.length - 1 - random.nextInt(280)] ^= (byte) (1 << random.nextInt(8));
      return bytes;
    }
  },
  TRUNCATION {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) {
      return Arrays.copyOf(file, random.nextInt(file.length));
    }
  },
  ZERO_BLOCK {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) {
      byte[] bytes = file.clone();
      int from = random.nextInt(bytes.length);
      Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(512)), (byte) 0);
      return bytes;
    }
  },
  LOST_BLOCK {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) {
      int from = random.nextInt(file.length);
      int to = Math.min(file.length, from + 1 + random.nextInt(64));
      byte[] bytes = Arrays.copyOf(file, file.length - (to - from));
      System.arraycopy(file, to, bytes, from, file.length - to);
      return bytes;
    }
  },
  TAIL_OF_ANOTHER {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) {
      // Behind the first difference: before it, the tail would be the other file as a whole.
      int from =
          random.nextInt(Arrays.mismatch(file, other) + 1, Math.min(file.length, other.length));
      byte[] bytes = Arrays.copyOf(file, other.length);
      System.arraycopy(other, from, bytes, from, other.length - from);
      return bytes;
    }
  },
  SWAPPED_ENTRIES {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) throws IOException {
      Map<String, byte[]> entries = entries(file);
      List<String> names = new ArrayList<>(entries.keySet());
      String first = names.remove(random.nextInt(names.size()));
      String second = names.get(random.nextInt(names.size()));
      byte[] content = entries.get(first);
      entries.put(first, entries.get(second));
      entries.put(second, content);
      return zip(entries);
    }
  },
  ENTRY_OF_ANOTHER {
    @Override
    byte[] of(byte[] file, byte[] other, RandomGenerator random) throws IOException {
      Map<String, byte[]> entries = entries(file);
      List<String> names = new ArrayList<>(entries.keySet());
      String name = names.get(random.nextInt(names.size()));
      entries.put(name, entries(other).get(name));
      return zip(entries);
    }
  };

  /**
   * A file after the accident.
   *
   * @param other another checkpoint of the same run
   */
  abstract byte[] of(byte[] file, byte[] other, RandomGenerator random) throws IOException;

  private static Map<String, byte[]> entries(byte[] file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
