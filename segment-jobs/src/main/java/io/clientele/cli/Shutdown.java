package io.clientele.cli;

import java.time.Duration;

/** How a process ends that is told to stop. */
final class Shutdown {
  /** Exit code of a process that SIGTERM ended. */
  private static final int TERMINATED = 143;

  /**
   * Spark and Postgres stop in about two seconds; nobody should have to wait for more than five.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private Shutdown() {}

  /** Bounds the time that shutdown hooks may take. */
  static void limit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::startWatch, "shutdown-watch"));
  }

  private static void startWatch() {
    Thread watch =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(TERMINATED);
            },
            "shutdown-limit");
    watch.setDaemon(true);
    watch.start();
  }

  /** True once the virtual machine has begun to stop: what fails then is no error of its own. */
  static boolean begun() {
    Thread probe = new Thread("shutdown-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
