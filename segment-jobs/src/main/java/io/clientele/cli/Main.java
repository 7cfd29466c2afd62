package io.clientele.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** The process: the only place where the clock, chance, the environment and the streams come in. */
public final class Main {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private Main() {}

  public static void main(String[] args) {
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            System.getProperty("user.home"),
            System.getProperty("clientele.checkout", "."),
            Instant::now,
            Main::runId,
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    Shutdown.limit();
    int code = CommandLines.of(surroundings).execute(args);
    surroundings.out().flush();
    System.exit(code);
  }

  /** Sorts by time; the random end keeps two of one second apart. */
  private static String runId() {
    byte[] bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    return ID_TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(bytes);
  }
}
