package io.clientele.publish.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  private static final int ANY = PostgresTarget.Embedded.ANY_PORT;
  private static final int SIGTERM_EXIT = 143;

  @TempDir static Path home;
  static Path folder;

  @BeforeAll
  static void shouldStopWithItsOnlyHolder() throws IOException {
    folder = home.resolve("postgres");
    EmbeddedServer.attach(folder, ANY).close();
    assertThat(running()).isEmpty();
  }

  @Test
  void shouldBeDurableAndReachableOnLoopbackOnly() {
    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      for (String durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(setting(server, durable)).isEqualTo("on");
      }
      assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(server, "unix_socket_directories")).isEmpty();
      assertThat(setting(server, "data_directory")).isEqualTo(folder.resolve("data").toString());
    }
  }

  @Test
  void shouldAskForItsPassword() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      Login wrong = new Login(server.login().url(), "clientele", "guess");

      assertThatThrownBy(wrong::connect)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("user clientele or its password was refused")
          .hasMessageNotContaining("guess");
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(server.passwordFile())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void shouldKeepAddressAndRowsOverAStop() {
    String address;
    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      execute(server, "CREATE TABLE kept AS SELECT 7 AS n");
      address = server.login().url();
    }
    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      assertThat(server.login().url()).isEqualTo(address);
      assertThat(value(server, "SELECT n FROM kept")).isEqualTo("7");
      execute(server, "DROP TABLE kept");
    }
  }

  @Test
  void shouldRunUntilTheLastHolderLetsGo() throws IOException {
    EmbeddedServer first = EmbeddedServer.attach(folder, ANY);
    EmbeddedServer second = EmbeddedServer.attach(folder, ANY);
    Optional<Postmaster> shared = running();

    first.close();
    assertThat(value(second, "SELECT 1")).isEqualTo("1");
    assertThat(running()).isEqualTo(shared);
    first.close();
    assertThat(running()).isEqualTo(shared);

    second.close();
    assertThat(running()).isEmpty();
  }

  @Test
  void shouldOutliveAnotherProcessThatJoinedAndLeft() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      Process other = holder();
      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();

      assertThat(value(server, "SELECT 1")).isEqualTo("1");
    }
    assertThat(running()).isEmpty();
  }

  @Test
  void shouldTakeOverTheServerOfAKilledProcess() throws Exception {
    Process killed = holder();
    Optional<Postmaster> orphan = running();
    killed.destroyForcibly().waitFor();
    assertThat(running()).isPresent().isEqualTo(orphan);

    EmbeddedServer.attach(folder, ANY).close();

    assertThat(running()).isEmpty();
  }

  @Test
  void shouldLeaveNoServerWhenTheProcessIsToldToStop() throws Exception {
    Process told = holder();
    assertThat(running()).isPresent();

    told.destroy();

    assertThat(told.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(told.exitValue()).isEqualTo(SIGTERM_EXIT);
    assertThat(running()).isEmpty();
  }

  @Test
  void shouldRecoverAfterTheServerItselfWasKilled() throws Exception {
    EmbeddedServer lost = EmbeddedServer.attach(folder, ANY);
    execute(lost, "CREATE TABLE survived AS SELECT 8 AS n");
    ProcessHandle postmaster = ProcessHandle.of(running().orElseThrow().pid()).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get(10, TimeUnit.SECONDS);
    lost.close();

    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      assertThat(value(server, "SELECT n FROM survived")).isEqualTo("8");
      execute(server, "DROP TABLE survived");
    }
  }

  @Test
  void shouldNotTakeAnotherProcessForItsServer() throws IOException {
    Files.write(
        folder.resolve("data/postmaster.pid"),
        List.of(Long.toString(ProcessHandle.current().pid()), "", "", "1", "", "", "", "ready"));

    try (EmbeddedServer server = EmbeddedServer.attach(folder, ANY)) {
      assertThat(value(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldSayThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedServer.attach(folder, taken.getLocalPort()))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "Cannot start the embedded Postgres: port %d of this machine is in use. Name another, or none for any free one.",
              taken.getLocalPort());
    }
    assertThat(running()).isEmpty();
  }

  @Test
  void shouldSayThatAFolderCannotBeUsed() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    assertThatThrownBy(() -> EmbeddedServer.attach(file.resolve("postgres"), ANY))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot keep the embedded Postgres in " + file)
        .hasMessageEndingWith("Name a home folder that you may write to.");
  }

  @Test
  void shouldSayWhyTheServerRefusesItsData() throws IOException {
    Path damaged = home.resolve("damaged");
    Files.createDirectories(damaged.resolve("data"));
    try (Stream<Path> files = Files.list(folder)) {
      // Unpacking the programs once more would take seconds.
      Path programs =
          files.filter(file -> file.toString().contains("server-")).findAny().orElseThrow();
      Files.createSymbolicLink(damaged.resolve(programs.getFileName()), programs);
    }

    assertThatThrownBy(() -> EmbeddedServer.attach(damaged, ANY))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot run the embedded Postgres in " + damaged);
  }

  private static Optional<Postmaster> running() throws IOException {
    return Postmaster.of(folder.resolve("data"));
  }

  private static String setting(EmbeddedServer server, String name) {
    return value(server, "SHOW " + name);
  }

  private static String value(EmbeddedServer server, String sql) {
    try (Session session = Session.open(server.login())) {
      return session.one(new Sql(sql), row -> row.getString(1));
    }
  }

  private static void execute(EmbeddedServer server, String sql) {
    try (Session session = Session.open(server.login())) {
      session.execute(new Sql(sql));
    }
  }

  /** Another process that holds the server until its input ends. */
  private static Process holder() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo('+');
    return process;
  }

  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (EmbeddedServer server = EmbeddedServer.attach(Path.of(args[0]), ANY)) {
        System.out.write('+');
        System.out.flush();
        while (System.in.read() >= 0) {
          assertThat(server.login()).isNotNull();
        }
      }
    }
  }
}
