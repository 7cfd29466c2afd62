package io.clientele.publish.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import io.clientele.problem.UserError.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private static final String SECRET = "s3cret";

  private final TestDatabase database = TestDatabase.empty("logins");

  @Test
  void shouldTakeAWrongPasswordForTheUsersMatter() {
    assertRefused(
        database.login().url(),
        Kind.INPUT,
        "Cannot log in to Postgres at 127\\.0\\.0\\.1:\\d+/logins: user clientele or its password was refused\\. Correct them in the settings\\.");
  }

  @Test
  void shouldTakeAMissingDatabaseForTheUsersMatter() {
    Login login = database.login();
    Login elsewhere = new Login(login.url() + "_else", login.user(), login.password());

    assertThatThrownBy(elsewhere::connect)
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "Cannot use Postgres at .*/logins_else as clientele: the server has no database of that name\\. Create it or correct the url in the settings\\.")
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(Kind.INPUT);
  }

  @Test
  void shouldTakeASilentServerForUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertRefused(
        "jdbc:postgresql://127.0.0.1:" + port + "/shop?sslmode=prefer",
        Kind.UNAVAILABLE,
        "Cannot reach Postgres at 127\\.0\\.0\\.1:\\d+/shop as clientele: Connection to 127\\.0\\.0\\.1:\\d+ refused\\. Start the server or correct its address, then run again\\.");
  }

  @Test
  void shouldTakeAnUnknownHostForUnavailable() {
    assertRefused(
        "jdbc:postgresql://db.invalid/shop",
        Kind.UNAVAILABLE,
        "Cannot reach Postgres at db\\.invalid:5432/shop as clientele: host db\\.invalid is unknown\\. Start .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/shop?password=s3cret",
        "jdbc:postgresql://db/shop?user=me",
        "jdbc:postgresql://me:s3cret@db/shop"
      })
  void shouldRefuseAnUrlThatHoldsCredentials(String url) {
    assertRefused(
        url, Kind.INPUT, "Invalid Postgres url: it holds a user or password\\. Give these .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "db:5432", "jdbc:mysql://db/shop?password=s3cret"})
  void shouldRefuseWhatIsNoUrlOfPostgres(String url) {
    assertRefused(
        url,
        Kind.INPUT,
        "Invalid Postgres url: expected jdbc:postgresql://host:port/database\\. .*");
  }

  @Test
  void shouldNotTellItsPassword() {
    PostgresTarget target = PostgresTarget.Server.at("db", 5433, "shop", "me", () -> SECRET);

    assertThat(new Login("jdbc:postgresql://db:5433/shop?sslpassword=" + SECRET, "me", SECRET))
        .hasToString("me at db:5433/shop");
    assertThat(target.toString()).isEqualTo("Server[user=me]");
  }

  private static void assertRefused(String url, Kind kind, String message) {
    assertThatThrownBy(() -> new PostgresTarget.Server(url, "clientele", () -> SECRET).open())
        .isInstanceOf(UserError.class)
        .hasMessageMatching(message)
        .hasMessageNotContaining(SECRET)
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(kind);
  }
}
