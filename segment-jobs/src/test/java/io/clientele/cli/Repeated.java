package io.clientele.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Several commands of the product one after the other in one process, told what each of them took:
 * so the second is seen as it is once everything is loaded and compiled.
 */
public final class Repeated {
  /** Stands between two commands. */
  public static final String THEN = "then";

  private Repeated() {}

  /** Carries the commands out; the first that fails ends the process with its exit code. */
  public static void main(String[] args) {
    for (List<String> command : commands(args)) {
      int code = measured(command);
      if (code != 0) {
        System.exit(code);
      }
    }
    System.exit(0);
  }

  private static List<List<String>> commands(String[] args) {
    List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
    for (String word : args) {
      if (word.equals(THEN)) {
        commands.add(new ArrayList<>());
      } else {
        commands.get(commands.size() - 1).add(word);
      }
    }
    return commands;
  }

  private static int measured(List<String> command) {
    long begun = System.nanoTime();
    long spent = cpuNanos();
    int code = CommandLines.of(surroundings()).execute(command.toArray(String[]::new));
    System.err.printf(
        "measured %s cpu %d wall %d%n",
        command.get(0),
        Duration.ofNanos(cpuNanos() - spent).toMillis(),
        Duration.ofNanos(System.nanoTime() - begun).toMillis());
    return code;
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        System.getenv(),
        System.getProperty("user.home"),
        System.getProperty("clientele.checkout"),
        Instant::now,
        () -> "unnamed",
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
