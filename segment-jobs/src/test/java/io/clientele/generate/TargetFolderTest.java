package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFolderTest {
  @TempDir private Path folder;

  @Test
  void shouldRefuseAFolderWithOtherFiles() throws IOException {
    Files.writeString(folder.resolve("mine.csv"), "mine");

    assertThatThrownBy(() -> generate(5))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot generate into %s: it holds files that no generation wrote, an empty folder"
                    .formatted(folder)
                + " expected. Name another folder.");
    assertThat(folder).isDirectoryNotContaining("glob:**.jsonl");
  }

  @Test
  void shouldRefuseAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> Generator.of(5, 42).writeTo(file, progress -> {}))
        .isInstanceOf(UserError.class)
        .hasMessage("Cannot generate into %s: it is a file, a folder expected.".formatted(file));
  }

  @Test
  void shouldRefuseWhereItCannotWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("shop");

    assertThatThrownBy(() -> Generator.of(5, 42).writeTo(below, progress -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot write generated files to " + below + ": ")
        .hasMessageEndingWith(". Make room there or name another folder.");
  }

  @Test
  void shouldLeaveTheSameGenerationAsItIs() throws IOException {
    Generation first = generate(5);
    Path orders = folder.resolve("orders.csv");
    FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(orders, before);

    assertThat(generate(5)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(orders)).isEqualTo(before);
  }

  @Test
  void shouldMakeADamagedGenerationWholeAgain() throws IOException {
    Generation first = generate(5);
    String truth = Files.readString(folder.resolve("truth.csv"));
    Files.writeString(folder.resolve("truth.csv"), "cut off");
    Files.delete(folder.resolve("orders.csv"));
    Files.createDirectories(folder.resolve(".generating"));
    Files.writeString(folder.resolve(".generating/left.csv"), "left");

    assertThat(generate(5)).isEqualTo(first);
    assertThat(folder.resolve("truth.csv")).hasContent(truth);
    assertThat(folder.resolve("orders.csv")).exists();
    assertThat(folder.resolve(".generating")).doesNotExist();
  }

  @Test
  void shouldReplaceAFormerGenerationAndNothingElse() throws IOException {
    generate(60);
    Files.writeString(folder.resolve("mine.csv"), "mine");

    Generation second = generate(2);

    assertThat(folder.resolve("mine.csv")).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(second.files().size() + 2);
    }
    assertThat(Files.readAllLines(folder.resolve("customers.csv"))).hasSize(3);
  }

  @Test
  void shouldNotTakeAnyNoteForItsOwn() throws IOException {
    Files.writeString(folder.resolve("generation.json"), "{}");

    assertThatThrownBy(() -> generate(5))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read %s: it is not the note of a generation. Delete it or name another folder."
                .formatted(folder.resolve("generation.json")));
  }

  private Generation generate(int customers) {
    return Generator.of(customers, 42).writeTo(folder, progress -> {});
  }
}
