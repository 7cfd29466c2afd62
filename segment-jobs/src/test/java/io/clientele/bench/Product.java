package io.clientele.bench;

import io.clientele.cli.Repeated;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product as a person starts it, at one home.
 *
 * @param folder that holds the home and the logs
 */
record Product(Path checkout, Path folder, String tenant, Engine engine) {
  private static final Pattern MEASURED = Pattern.compile("measured \\S+ cpu (\\d+) wall (\\d+)");

  /**
   * How Java is started.
   *
   * @param heap the most that it may take, such as 6g
   * @param options in the place of the launcher's own; empty: the launcher's own
   */
  record Engine(String heap, String options) {
    private Map<String, String> variables() {
      return Map.of("JDK_JAVA_OPTIONS", "-Xmx" + heap, "CLIENTELE_JAVA_OPTS", options);
    }

    /** The launcher's own options serve short runs; what is repeated is worth compiling well. */
    private List<String> whereRepeated() {
      String words = options.isEmpty() ? "-XX:+UseParallelGC" : options;
      return List.of((words + " -Xmx" + heap).split(" ", -1));
    }
  }

  /**
   * A job of a run.
   *
   * @param more options of the command
   */
  record Job(String name, String runId, LocalDate asOf, Path input, List<String> more) {
    Job(String name, String runId, LocalDate asOf, Path input, String... more) {
      this(name, runId, asOf, input, List.of(more));
    }
  }

  Path home() {
    return folder.resolve("home");
  }

  /** Folder of the tenant's tables. */
  Path lake() {
    return home().resolve("lake").resolve(tenant);
  }

  /** Carries out a job in a process of its own. */
  Measured cold(String name, Job job) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("clientele").toString()));
    command.addAll(words(job));
    return new MeasuredProcess(name, command, home(), log(name), engine.variables()).run();
  }

  /**
   * Carries out jobs one after the other in one process, and tells of the last ones by these names.
   */
  List<Measured> warm(List<String> names, List<Job> jobs) throws IOException, InterruptedException {
    List<String> command = java();
    for (Job job : jobs) {
      command.addAll(words(job));
      command.add(Repeated.THEN);
    }
    command.remove(command.size() - 1);
    String last = names.get(names.size() - 1);
    long peak = new MeasuredProcess(last, command, home(), log(last), Map.of()).run().peakBytes();
    List<Measured> all = told(Files.readAllLines(log(last)), peak);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Measured each = all.get(all.size() - names.size() + i);
      measured.add(new Measured(names.get(i), each.rows(), each.cpuSeconds(), each.wall(), peak));
    }
    return measured;
  }

  private static List<Measured> told(List<String> lines, long peak) {
    List<Measured> told = new ArrayList<>();
    long rows = 0;
    for (String line : lines) {
      Matcher matcher = MEASURED.matcher(line);
      rows += MeasuredProcess.written(line);
      if (matcher.matches()) {
        double cpu = Long.parseLong(matcher.group(1)) / 1000.0;
        Duration wall = Duration.ofMillis(Long.parseLong(matcher.group(2)));
        told.add(new Measured("", rows, cpu, wall, peak));
        rows = 0;
      }
    }
    return told;
  }

  /** DuckDB in a process of its own, on the tables of silver. */
  Measured duckFeatures(String name, String zone, LocalDate asOf, Path to)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            javaProgram(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            DuckFeatures.class.getName(),
            lake().toString(),
            zone,
            asOf.toString(),
            to.toString());
    return new MeasuredProcess(name, command, home(), log(name), Map.of()).run();
  }

  private List<String> java() {
    List<String> command = new ArrayList<>(List.of(javaProgram()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(engine.whereRepeated());
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + home().resolve("tmp"),
            "-Dclientele.logs=" + home().resolve("logs"),
            "-Dlog4j2.configurationFile="
                + checkout.resolve("segment-jobs/src/main/resources/log4j2.properties"),
            "-Dclientele.checkout=" + checkout,
            "-cp",
            System.getProperty("java.class.path"),
            Repeated.class.getName()));
    return command;
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private List<String> words(Job job) {
    List<String> words =
        new ArrayList<>(
            List.of(
                job.name(),
                "--tenant=" + tenant,
                "--input=" + job.input(),
                "--as-of=" + job.asOf(),
                "--run-id=" + job.runId(),
                "--home=" + home(),
                "--set=lake.root=" + lake().getParent(),
                "--conf=" + checkout.resolve("conf")));
    words.addAll(job.more());
    return words;
  }

  private Path log(String name) {
    return folder.resolve("logs").resolve(name.replace(' ', '-') + ".log");
  }
}
