package io.clientele.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person calls it, beside the jars that were just built. */
class LauncherIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String LAUNCHER = CHECKOUT.resolve("clientele").toString();

  @TempDir static Path home;

  private record Said(int code, String out, String err) {}

  private static Said launch(String... words) throws IOException, InterruptedException {
    return run(Map.of(), Stream.concat(Stream.of(LAUNCHER), Stream.of(words)).toList());
  }

  private static Said run(Map<String, String> variables, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("CLIENTELE_HOME", home.resolve("home").toString());
    builder.environment().putAll(variables);
    Path err = home.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    try (InputStream out = process.getInputStream()) {
      String told = new String(out.readAllBytes(), UTF_8);
      return new Said(process.waitFor(), told, Files.readString(err));
    }
  }

  private static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(CHECKOUT.resolve("segment-jobs/target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  @BeforeAll
  static void keepClasses() throws IOException, InterruptedException {
    assertThat(launch("features", "list").code()).isZero();
  }

  @Test
  void shouldSayNothingButWhatItWasAskedFor() throws IOException, InterruptedException {
    Said said = launch("--version");

    assertThat(said.out()).startsWith("Clientele ");
    assertThat(said.err()).isEmpty();
    assertThat(archives()).singleElement().matches(kept -> kept.toFile().length() > 1 << 20);
  }

  @Test
  void shouldNotKeepClassesBeforeItHelps() throws IOException, InterruptedException {
    Path archive = archives().get(0);
    Path aside = Files.move(archive, home.resolve("aside"));
    try {
      Said said = launch("segments", "list", "--help");

      assertThat(said.code()).isZero();
      assertThat(said.out()).contains("--tenant");
      assertThat(said.err()).isEmpty();
      assertThat(archives()).isEmpty();
    } finally {
      Files.move(aside, archive);
    }
  }

  @Test
  void shouldGoOnInSilenceWithoutKeptClasses() throws IOException, InterruptedException {
    Path archive = archives().get(0);
    byte[] good = Files.readAllBytes(archive);
    archive.toFile().setWritable(true);
    Files.write(archive, new byte[] {1, 2, 3});
    try {
      Said said = launch("--version");

      assertThat(said.out()).startsWith("Clientele ");
      assertThat(said.err()).isEmpty();
    } finally {
      Files.write(archive, good);
    }
  }

  @Test
  void shouldTakeOptionsForLargeShopsThatJavaKnows() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    String options = "@" + CHECKOUT.resolve("conf/large-shops.options");

    assertThat(run(Map.of(), List.of(java.toString(), options, "-version")).code()).isZero();
    Said said = run(Map.of("CLIENTELE_JAVA_OPTS", options), List.of(LAUNCHER, "--version"));
    assertThat(said.code()).isZero();
    assertThat(said.err()).isEmpty();
  }

  @Test
  void shouldPassOnWhatACommandEndsWith() throws IOException, InterruptedException {
    Said said = launch("segments", "lst");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("lst").doesNotContain("Exception");
  }

  @Test
  void shouldNameAHomeThatCannotBeWrittenTo() throws IOException, InterruptedException {
    Path file = Files.writeString(home.resolve("file"), "not a folder");

    Said said = launch("--version", "--home", file.toString());

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(file.toString()).contains("CLIENTELE_HOME");
  }
}
