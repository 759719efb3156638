package org.vae4j.datasets.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an open file from a place on, whoever else reads it meanwhile. */
final class FileBytes extends InputStream {
  private final FileChannel file;
  private long position;

  FileBytes(FileChannel file, long start) {
    this.file = file;
    this.position = start;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = file.read(ByteBuffer.wrap(bytes, offset, length), position);
    position += Math.max(0, count);
    return count;
  }
}
