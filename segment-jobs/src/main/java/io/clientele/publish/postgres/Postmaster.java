package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process that serves a data folder, as it says of itself in {@code postmaster.pid}. */
record Postmaster(long pid, int port) {
  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;
  private static final int PATIENCE = 600;
  private static final long PAUSE_MILLIS = 100;

  /**
   * Finds the process, whoever started it; waits while it is starting or stopping.
   *
   * @throws UserError where it does neither within a minute
   */
  static Optional<Postmaster> of(Path data) throws IOException {
    for (int attempt = 0; attempt < PATIENCE; attempt++) {
      List<String> lines = lines(data);
      if (lines.isEmpty() || !serves(pid(lines), data)) {
        return Optional.empty();
      }
      if (lines.size() > STATUS && lines.get(STATUS).strip().equals("ready")) {
        return Optional.of(new Postmaster(pid(lines), Integer.parseInt(lines.get(PORT).strip())));
      }
      pause();
    }
    throw new UserError(
        "Cannot use the embedded Postgres in %s: its process %d has been starting or stopping for a minute. End that process."
            .formatted(data, pid(lines(data))));
  }

  private static List<String> lines(Path data) throws IOException {
    try {
      return Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static long pid(List<String> lines) {
    return Long.parseLong(lines.get(PID).strip());
  }

  /** The number alone tells nothing: after a restart of the machine it may be another's. */
  private static boolean serves(long pid, Path data) {
    String home = data.getParent().toString();
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::info)
        .map(
            info ->
                Stream.concat(
                    info.command().stream(), info.arguments().stream().flatMap(Arrays::stream)))
        .filter(words -> words.anyMatch(word -> word.startsWith(home)))
        .isPresent();
  }

  /** Deletes the note of a process that is gone, should its number be another's by now. */
  static void forget(Path data) throws IOException {
    List<String> lines = lines(data);
    if (!lines.isEmpty() && ProcessHandle.of(pid(lines)).isPresent()) {
      Files.delete(data.resolve("postmaster.pid"));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Postgres was starting or stopping", e);
    }
  }
}
