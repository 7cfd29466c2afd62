package io.clientele.publish.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to start or stop a server: one holder at a time, over threads and processes. File locks
 * are a process's, so its threads have this class's monitor besides.
 */
final class Turn {
  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Turn::awaitEnd, "postgres-turn"));
  }

  /** What is done in turn. */
  interface Work<T> {
    T perform() throws IOException;
  }

  private Turn() {}

  /** Waits for the turn, and does the work. */
  static synchronized <T> T take(Path folder, Work<T> work) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("turn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Closing the channel gives it up.
      channel.lock();
      return work.perform();
    }
  }

  /**
   * A process that is told to stop first finishes what it began here, so that no server is left
   * that nobody holds.
   */
  private static synchronized void awaitEnd() {}
}
