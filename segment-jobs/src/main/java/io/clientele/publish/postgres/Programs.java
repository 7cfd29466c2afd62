package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the programs of Postgres, which refuse to run as root.
 *
 * @param home where they are unpacked
 * @param folder where they work and leave what they say
 */
record Programs(Path home, Path folder) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  /** Runs a program to its end; returns its exit code. */
  int run(String input, List<String> command) throws IOException {
    List<String> words = new ArrayList<>(stepDown());
    words.add(home.resolve("bin").resolve(command.get(0)).toString());
    words.addAll(command.subList(1, command.size()));
    Process process = started(words);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + command.get(0) + " was at work", e);
    }
  }

  private Process started(List<String> words) {
    try {
      return new ProcessBuilder(words)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output().toFile())
          .start();
    } catch (IOException e) {
      throw new UserError(
          "Cannot run the embedded Postgres in %s: %s. Install what is missing (root needs setpriv of util-linux), or set a server of your own in the settings."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** Runs a program that must come through. */
  void require(String input, List<String> command) throws IOException {
    if (run(input, command) != 0) {
      throw failed(command.get(0), output());
    }
  }

  /** Says the last word of a log. */
  UserError failed(String program, Path log) throws IOException {
    List<String> lines =
        Files.exists(log)
            ? Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .toList()
            : List.of();
    return new UserError(
        "Cannot run the embedded Postgres in %s: %s failed with '%s'. The whole output is in %s."
            .formatted(
                folder,
                program,
                lines.isEmpty() ? "no output" : lines.get(lines.size() - 1).strip(),
                log));
  }

  Path output() {
    return folder.resolve("programs.log");
  }

  /**
   * Root runs them as the owner of the data, or as nobody, with the right to pass below root's own
   * home. Not in a user namespace, which containers commonly forbid. The programs look for each
   * other by access(2), which heeds that right under the securebit only.
   */
  private List<String> stepDown() throws IOException {
    if (ProcessHandle.current().info().user().filter("root"::equals).isEmpty()) {
      return List.of();
    }
    Path data = folder.resolve("data");
    int owner = Files.exists(data) ? (int) Files.getAttribute(data, "unix:uid") : NOBODY;
    int user = owner == ROOT ? NOBODY : owner;
    return List.of(
        "setpriv",
        "--reuid=" + user,
        "--regid=" + user,
        "--clear-groups",
        "--securebits=+no_setuid_fixup",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override");
  }
}
