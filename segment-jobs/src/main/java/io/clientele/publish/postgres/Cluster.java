package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;

/**
 * The data of an embedded Postgres and the programs that serve it. Durable as Postgres is by
 * itself; reached over the loopback interface only, with a password.
 */
final class Cluster {
  private static final SqlFile SQL = SqlFile.of("embedded.sql");
  private static final String USER = "clientele";
  private static final FileAttribute<Set<PosixFilePermission>> SECRET =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** No socket in /tmp, no shared memory in /dev/shm, no rows and no routine in the log. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "dynamic_shared_memory_type=mmap",
          "log_error_verbosity=terse",
          "log_checkpoints=off");

  private final Path folder;
  private final Path data;
  private final Programs programs;

  private Cluster(Path folder, Programs programs) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.programs = programs;
  }

  /** Unpacks programs and makes an empty database, where that was not done before. */
  static Cluster in(Path folder) throws IOException {
    Cluster cluster = new Cluster(folder, new Programs(Binaries.unpacked(folder), folder));
    if (!Files.exists(cluster.data)) {
      cluster.initialise();
    }
    return cluster;
  }

  private void initialise() throws IOException {
    Path scratch = folder.resolve("data.new");
    FileUtils.deleteDirectory(scratch.toFile());
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path given = folder.resolve("password.new");
    writeSecret(given, password);
    programs.require("", initdb(scratch, given));
    programs.require(
        SQL.statement("create-database").text() + "\n",
        List.of("postgres", "--single", "-D", scratch.toString(), "postgres"));
    writeSecret(passwordFile(), "*:*:*:%s:%s%n".formatted(USER, password));
    Files.delete(given);
    Files.move(scratch, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> initdb(Path scratch, Path passwordFile) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "initdb",
                "--pgdata=" + scratch,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    SETTINGS.forEach(setting -> command.add("--set=" + setting));
    return command;
  }

  private static void writeSecret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, SECRET);
    Files.writeString(file, text);
  }

  /** In the form of libpq, so that {@code PGPASSFILE} takes it. */
  Path passwordFile() {
    return folder.resolve("pgpass");
  }

  Login login(int port) throws IOException {
    String line = Files.readString(passwordFile()).strip();
    return Login.of(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, USER),
        USER,
        line.substring(line.lastIndexOf(':') + 1));
  }

  /** The port of the running server, whoever started it. */
  Optional<Integer> port() throws IOException {
    return Postmaster.of(data).map(Postmaster::port);
  }

  /**
   * Starts a server that outlives this process unless it is stopped.
   *
   * @throws UserError where the wanted port is another's, or the server says why it can't
   */
  int start(int wanted) throws IOException {
    Postmaster.forget(data);
    int port = choose(wanted);
    Path log = folder.resolve("server.log");
    int exit =
        programs.run(
            "",
            List.of(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                data.toString(),
                "-l",
                log.toString(),
                "-o",
                "-p " + port));
    if (exit != 0) {
      boolean spoke = Files.readString(programs.output()).contains("Examine the log output");
      throw programs.failed("the server", spoke ? log : programs.output());
    }
    Files.writeString(folder.resolve("port"), Integer.toString(port));
    return port;
  }

  private int choose(int wanted) throws IOException {
    if (wanted != PostgresTarget.Embedded.ANY_PORT) {
      if (!isFree(wanted)) {
        throw new UserError(
            "Cannot start the embedded Postgres: port %d of this machine is in use. Name another, or none for any free one."
                .formatted(wanted));
      }
      return wanted;
    }

    Path last = folder.resolve("port");
    // The same address as last time, for those who wrote it down.
    int kept = Files.exists(last) ? Integer.parseInt(Files.readString(last).strip()) : wanted;
    return kept != wanted && isFree(kept) ? kept : anyFree();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends all sessions and stops; what takes too long is left to the recovery of the next start. */
  void stop(Duration patience) throws IOException {
    if (stop("fast", patience) != 0 && port().isPresent()) {
      stop("immediate", patience);
    }
  }

  private int stop(String mode, Duration patience) throws IOException {
    return programs.run(
        "",
        List.of(
            "pg_ctl",
            "stop",
            "-w",
            "-D",
            data.toString(),
            "-m",
            mode,
            "-t",
            Long.toString(patience.toSeconds())));
  }
}
