package io.clientele.publish.postgres;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Which Postgres is published to. */
public sealed interface PostgresTarget {

  /**
   * Makes it reachable; the caller closes it.
   *
   * @throws io.clientele.problem.UserError where that needs a person: of kind INPUT
   */
  Postgres open();

  /**
   * The product's own server, which runs as long as some process has it open.
   *
   * @param folder where its programs, data and password lie; nothing is written elsewhere
   * @param port on the loopback interface; {@link #ANY_PORT} for a free one, kept where possible
   */
  record Embedded(Path folder, int port) implements PostgresTarget {
    public static final int ANY_PORT = 0;

    @Override
    public Postgres open() {
      EmbeddedServer server = EmbeddedServer.attach(folder.toAbsolutePath().normalize(), port);
      return new Postgres(server.login(), Optional.of(server.passwordFile()), server::close);
    }
  }

  /**
   * A server of the user's.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, with what the driver needs to encrypt
   * @param password asked for on opening only
   */
  record Server(String url, String user, Supplier<String> password) implements PostgresTarget {

    public static Server at(
        String host, int port, String database, String user, Supplier<String> password) {
      return new Server(
          "jdbc:postgresql://%s:%d/%s".formatted(host, port, database), user, password);
    }

    /** Logs in once, so that a wrong address or password is told before any work is done. */
    @Override
    public Postgres open() {
      Login login = Login.of(url, user, password.get());
      Session.open(login).close();
      return new Postgres(login, Optional.empty(), () -> {});
    }

    /** The url may hold a key's password. */
    @Override
    public String toString() {
      return "Server[user=" + user + "]";
    }
  }
}
