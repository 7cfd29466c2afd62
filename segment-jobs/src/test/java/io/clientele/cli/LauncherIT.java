package io.clientele.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person calls it, beside the jars that were just built. */
class LauncherIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path home;

  private record Said(int code, String out, String err) {}

  private static Said launch(String... words) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(CHECKOUT.resolve("clientele").toString()), Stream.of(words))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("CLIENTELE_HOME", home.resolve("home").toString());
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
