package io.clientele.history;

import java.nio.BufferUnderflowException;

/**
 * Bytes of a {@link PackedOutput}, read one after the other; a buffer of the JDK asks more of each.
 * Each method throws {@link BufferUnderflowException} where they end too early.
 */
final class PackedInput {
  private final byte[] bytes;
  private int at;

  /**
   * @param from where to begin
   */
  PackedInput(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  int remaining() {
    return bytes.length - at;
  }

  void fill(byte[] target) {
    if (target.length > remaining()) {
      throw new BufferUnderflowException();
    }
    System.arraycopy(bytes, at, target, 0, target.length);
    at += target.length;
  }

  /** A number of things of which each takes at least one byte. */
  int readSize() {
    long size = read();
    if (size < 0 || size > remaining()) {
      throw new BufferUnderflowException();
    }
    return (int) size;
  }

  long read() {
    long value = 0;
    for (int shift = 0; at < bytes.length; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new BufferUnderflowException();
  }

  long readSigned() {
    long value = read();
    return value >>> 1 ^ -(value & 1);
  }

  /** A number that takes all its bytes. */
  long readLong() {
    if (remaining() < Long.BYTES) {
      throw new BufferUnderflowException();
    }
    long value = 0;
    for (int end = at + Long.BYTES; at < end; at++) {
      value = value << Byte.SIZE | (bytes[at] & 0xFF);
    }
    return value;
  }
}
