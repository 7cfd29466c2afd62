package io.clientele.source.files;

import java.time.Instant;

/**
 * A file of a stream: what is known of it, and so what a run does with it.
 *
 * @param path below the input folder
 * @param like the file that has the same content, where that is why it is not taken; else empty
 * @param size in bytes, as it is now
 * @param records that were taken of it
 * @param runId run that took or forgot it; empty where none did
 */
public record FileStatus(
    String stream,
    String path,
    State state,
    String like,
    long size,
    Instant modifiedAt,
    long records,
    String runId) {

  /** What is found about a file. */
  public enum State {
    /** Not known yet: the next run takes it. */
    NEW,
    /** Another content than was taken: the next run takes it in place of what it was. */
    CHANGED,
    /** Its records are in. */
    TAKEN,
    /** Its records are in, the file is no longer there. */
    VANISHED,
    /** Has the content of another file that is in: not taken. */
    COPY,
    /** Its content was taken out: not taken as long as it is the same. */
    FORGOTTEN;

    boolean takes() {
      return this == NEW || this == CHANGED;
    }
  }
}
