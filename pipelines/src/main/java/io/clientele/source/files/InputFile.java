package io.clientele.source.files;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file as it was listed.
 *
 * @param file path below the input folder: what it is known by
 * @param path where it is read from
 * @param digest SHA-256 of its bytes, hexadecimal; empty as long as they were not read
 */
record InputFile(String file, String path, long size, Instant modifiedAt, String digest)
    implements Serializable {

  /** What tells without reading it that a file is as it was. */
  record Stamp(long size, Instant modifiedAt) {}

  Stamp stamp() {
    return new Stamp(size, modifiedAt);
  }

  InputFile withDigest(String found) {
    return new InputFile(file, path, size, modifiedAt, found);
  }
}
