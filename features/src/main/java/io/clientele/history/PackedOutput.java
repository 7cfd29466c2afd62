package io.clientele.history;

import java.util.Arrays;

/**
 * Bytes that grow; those of the JDK lock themselves for each. Numbers take as few as they need, but
 * for those of which all bytes count.
 */
final class PackedOutput {
  /** Bytes of a number of 64 bits, seven of them to each. */
  private static final int LONGEST = 10;

  private byte[] bytes = new byte[256];
  private int size;

  void add(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  void add(byte[] values) {
    reserve(values.length);
    System.arraycopy(values, 0, bytes, size, values.length);
    size += values.length;
  }

  void write(long value) {
    reserve(LONGEST);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Small numbers of either sign are short. */
  void writeSigned(long value) {
    write(value << 1 ^ value >> 63);
  }

  /** A number of which all bytes count, such as a hash. */
  void writeLong(long value) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >> shift);
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
