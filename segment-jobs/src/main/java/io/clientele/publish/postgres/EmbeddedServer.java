package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A share in the embedded server. Each holder keeps a shared lock inside the server itself, which
 * drops it should the holder die; whoever lets go and finds no other lock stops the server. A
 * server whose holders were all killed is taken over by the next.
 */
final class EmbeddedServer implements AutoCloseable {
  private static final SqlFile SQL = SqlFile.of("embedded.sql");
  private static final Duration ORDERLY = Duration.ofSeconds(30);

  /** A process that was told to stop has little time. */
  private static final Duration HURRIED = Duration.ofSeconds(2);

  private final Path folder;
  private final Cluster cluster;
  private final Login login;
  private final Session claim;

  /** Untrue once all is let go: who reads it before waits for the turn. */
  private volatile boolean held = true;

  private EmbeddedServer(Path folder, Cluster cluster, Login login, Session claim) {
    this.folder = folder;
    this.cluster = cluster;
    this.login = login;
    this.claim = claim;
  }

  /**
   * Joins the server of the folder, or starts it.
   *
   * @throws UserError where folder or port can't be used
   */
  static EmbeddedServer attach(Path folder, int port) {
    try {
      Files.createDirectories(folder);
      return Turn.take(folder, () -> attach(folder, Cluster.in(folder), port));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static EmbeddedServer attach(Path folder, Cluster cluster, int wanted)
      throws IOException {
    Optional<Integer> running = cluster.port();
    Login login = cluster.login(running.isPresent() ? running.get() : cluster.start(wanted));
    try {
      Session claim = Session.open(login);
      claim.query(SQL.statement("claim"), row -> true);
      EmbeddedServer server = new EmbeddedServer(folder, cluster, login, claim);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> server.close(HURRIED), "postgres-release"));
      return server;
    } catch (RuntimeException e) {
      // Also where this process is stopping already and takes no more hooks.
      if (running.isEmpty()) {
        cluster.stop(HURRIED);
      }
      throw e;
    }
  }

  private static UserError unusable(Path folder, IOException cause) {
    String reason = cause.getMessage();
    if (cause instanceof AccessDeniedException denied) {
      reason = "no permission for " + denied.getFile();
    } else if (cause instanceof FileAlreadyExistsException existing) {
      reason = existing.getFile() + " is not a folder";
    } else if (cause instanceof FileSystemException failed && failed.getReason() != null) {
      reason = failed.getReason() + " (" + failed.getFile() + ")";
    }
    return new UserError(
        "Cannot keep the embedded Postgres in %s: %s. Name a home folder that you may write to."
            .formatted(folder, reason),
        cause);
  }

  Login login() {
    return login;
  }

  Path passwordFile() {
    return cluster.passwordFile();
  }

  @Override
  public void close() {
    close(ORDERLY);
  }

  private void close(Duration patience) {
    if (!held) {
      return;
    }
    try {
      Turn.take(folder, () -> leave(patience));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean leave(Duration patience) throws IOException {
    try {
      boolean last = held && isLast();
      if (last) {
        cluster.stop(patience);
      }
      return last;
    } finally {
      held = false;
    }
  }

  private boolean isLast() throws IOException {
    try (claim) {
      claim.query(SQL.statement("unclaim"), row -> true);
      return claim.one(SQL.statement("nobody-else"), row -> row.getBoolean(1));
    } catch (UserError e) {
      if (cluster.port().isPresent()) {
        throw e;
      }
      // Somebody else stopped it.
      return false;
    }
  }
}
