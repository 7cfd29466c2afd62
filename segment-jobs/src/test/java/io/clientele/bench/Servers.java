package io.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of servers that belong to a folder, seen from outside: an embedded Postgres is no
 * child of the process that needs it. Looked at again and again, since nothing is left of a process
 * once it has ended. Where the system has no {@code /proc} they count nothing.
 */
final class Servers {
  /** Fields of stat behind the name: times of a process, and of its children that have ended. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final int CHILDREN_SYSTEM = 14;

  /** What Linux tells all programs, whatever its kernel counts in. */
  private static final double TICKS_A_SECOND = 100;

  private final Path folder;
  private final ProcessHandle own;
  private final Map<Long, Long> before;
  private final Map<Long, Long> latest = new HashMap<>();

  /**
   * @param folder that their command lines name
   * @param own process whose descendants are counted elsewhere
   */
  Servers(Path folder, ProcessHandle own) {
    this.folder = folder;
    this.own = own;
    this.before = ticks();
  }

  void look() {
    latest.putAll(ticks());
  }

  /** Since this was made, as far as it was seen. */
  double cpuSeconds() {
    long ticks =
        latest.entrySet().stream()
            .mapToLong(server -> server.getValue() - before.getOrDefault(server.getKey(), 0L))
            .sum();
    return ticks / TICKS_A_SECOND;
  }

  private Map<Long, Long> ticks() {
    Map<Long, Long> ticks = new HashMap<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(this::isServer).forEach(server -> ticks.put(server.pid(), ticks(server)));
    }
    return ticks;
  }

  private boolean isServer(ProcessHandle process) {
    return process.info().commandLine().filter(line -> line.contains(folder.toString())).isPresent()
        && !process.equals(own)
        && ancestors(process).noneMatch(own::equals);
  }

  private static Stream<ProcessHandle> ancestors(ProcessHandle process) {
    return Stream.iterate(
            process.parent(), parent -> parent.isPresent(), p -> p.orElseThrow().parent())
        .map(parent -> parent.orElseThrow());
  }

  /** Its own, its living children's, and that of those which have ended. */
  private static long ticks(ProcessHandle server) {
    return ticks(server.pid(), CHILDREN_SYSTEM)
        + server.children().mapToLong(child -> ticks(child.pid(), SYSTEM)).sum();
  }

  private static long ticks(long pid, int last) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = USER; field <= last; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks;
    } catch (IOException e) {
      // It has ended in the meantime, or this system has no such file.
      return 0;
    }
  }
}
