package io.clientele.bench;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command in a process of its own, from its start to its end.
 *
 * @param home folder that is named by the servers which count to it
 * @param log file that takes what it says
 * @param variables of its environment; an empty one is taken away
 */
record MeasuredProcess(
    String name, List<String> command, Path home, Path log, Map<String, String> variables) {
  private static final long LOOK_MILLIS = 200;
  private static final Pattern WRITTEN = Pattern.compile("^\\w+ +\\w+\\.\\w+ +([\\d,]+) rows\\b.*");

  /** The shell tells the times of a command and of all that it waited for. */
  private static final String TIMED =
      "exec 3>\"$0\"; TIMEFORMAT='%U %S'; { time \"$@\" 2>&4; } 4>&2 2>&3";

  /**
   * Runs it.
   *
   * @throws UserError where it does not end well
   */
  Measured run() throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    Path times = log.resolveSibling(log.getFileName() + ".times");
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, times.toString()));
    timed.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(timed).redirectErrorStream(true).redirectOutput(log.toFile());
    variables.forEach(
        (variable, value) -> {
          builder.environment().remove(variable);
          if (!value.isEmpty()) {
            builder.environment().put(variable, value);
          }
        });
    long begun = System.nanoTime();
    Process process = builder.start();
    Servers servers = new Servers(home, process.toHandle());
    long peak = 0;
    do {
      servers.look();
      peak = Math.max(peak, peakOf(process.toHandle()));
    } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    Duration wall = Duration.ofNanos(System.nanoTime() - begun);
    servers.look();
    if (process.exitValue() != 0) {
      throw new UserError(
          "Cannot measure %s: it ended with %d, expected 0. Its output is in %s."
              .formatted(name, process.exitValue(), log));
    }
    return new Measured(name, rows(), cpuSeconds(times) + servers.cpuSeconds(), wall, peak);
  }

  private static double cpuSeconds(Path times) throws IOException {
    List<String> lines = Files.readAllLines(times);
    return Stream.of(lines.get(lines.size() - 1).split(" ", -1))
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  /** What the product's lines of progress say that it wrote. */
  private long rows() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.mapToLong(MeasuredProcess::written).sum();
    }
  }

  static long written(String line) {
    Matcher matcher = WRITTEN.matcher(line);
    return matcher.matches() ? Long.parseLong(matcher.group(1).replace(",", "")) : 0;
  }

  /** Of the process and its descendants, the most that one of them had in memory so far. */
  private static long peakOf(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(each -> peakOf(each.pid()))
        .max()
        .orElse(0);
  }

  private static long peakOf(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // It has ended in the meantime, or this system has no such file.
      return 0;
    }
  }
}
