package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The product in a process of its own, as a person starts it. */
final class Child implements AutoCloseable {
  /** Far more than a loaded machine takes. */
  private static final long PATIENCE_SECONDS = 300;

  /** Told through its handle: the process's own methods would close the streams still read. */
  private final Process process;

  private final List<String> told = new ArrayList<>();

  /** Lines of standard error as they come; empty at its end. */
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private Child(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param options for the virtual machine, beside those of this one
   */
  static Child start(Path home, List<String> options, List<String> words) throws IOException {
    Path tmp = Files.createDirectories(home.resolve("tmp"));
    Path checkout = Typed.checkout();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Djava.io.tmpdir=" + tmp,
            "-Dclientele.logs=" + home.resolve("logs"),
            // The product's own, where the class path has that of tests as well.
            "-Dlog4j2.configurationFile="
                + checkout.resolve("segment-jobs/src/main/resources/log4j2.properties"),
            "-Dclientele.checkout=" + checkout));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(words);
    command.addAll(
        List.of("--home", home.toString(), "--conf", checkout.resolve("conf").toString()));
    Child child =
        new Child(
            new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .directory(home.toFile())
                .start());
    Thread reader = new Thread(child::read, "child-reader");
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void read() {
    try (BufferedReader reader = process.errorReader()) {
      reader.lines().map(Optional::of).forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add(Optional.of("(" + e + ")"));
    }
    lines.add(Optional.empty());
  }

  /** Waits for a line that begins so. */
  void awaitLine(String beginning) throws InterruptedException {
    Optional<String> line;
    do {
      line = Optional.ofNullable(lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).flatMap(l -> l);
      line.ifPresentOrElse(
          told::add,
          () -> fail("no line begins with '%s': %s", beginning, String.join("\n", told)));
    } while (!line.orElseThrow().startsWith(beginning));
  }

  /** Waits until a file is there; fails as soon as none can come. */
  void awaitFile(Path file) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file)) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .as("ended before %s came: %s", file, said())
          .isFalse();
      assertThat(System.nanoTime()).as("time up, no %s: %s", file, said()).isLessThan(deadline);
    }
  }

  void terminate() {
    process.toHandle().destroy();
  }

  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Kills it after a while, where it has not ended by then. */
  void killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Waits for its end and returns its exit code. */
  int end() throws InterruptedException {
    return endWithin(PATIENCE_SECONDS);
  }

  int endWithin(long seconds) throws InterruptedException {
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
        .as("ended within %d seconds", seconds)
        .isTrue();
    return process.exitValue();
  }

  /** All that it said on standard error until now. */
  String said() {
    List<Optional<String>> more = new ArrayList<>();
    lines.drainTo(more);
    more.stream().flatMap(Optional::stream).forEach(told::add);
    return String.join("\n", told);
  }

  /** Living processes whose command line names the folder. */
  static List<String> processesOf(Path folder) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::info)
          .flatMap(info -> info.commandLine().stream())
          .filter(line -> line.contains(folder.toString()))
          .toList();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
