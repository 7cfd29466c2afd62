package io.clientele.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.generate.Generation.Written;
import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that generated files go to, and the note in it that says what was generated. */
final class TargetFolder {
  /** Grows with every change to what equal arguments generate. */
  private static final int FORM = 2;

  private static final String NOTE = "generation.json";
  private static final String DRAFTS = ".generating";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private record Note(int form, int customers, long seed, String asOf, List<Written> files) {}

  private final Path folder;
  private final Optional<Note> note;

  private TargetFolder(Path folder, Optional<Note> note) {
    this.folder = folder;
    this.note = note;
  }

  /**
   * The folder as it is now.
   *
   * @throws UserError where it is no folder, or holds files and no generation
   */
  static TargetFolder at(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserError(
          "Cannot generate into %s: it is a file, a folder expected.".formatted(folder));
    }
    if (!Files.exists(folder)) {
      return new TargetFolder(folder, Optional.empty());
    }
    if (Files.exists(folder.resolve(NOTE))) {
      return new TargetFolder(folder, Optional.of(read(folder.resolve(NOTE))));
    }

    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(entry -> !entry.endsWith(DRAFTS))) {
        throw new UserError(
            ("Cannot generate into %s: it holds files that no generation wrote, an empty folder"
                    + " expected. Name another folder.")
                .formatted(folder));
      }
    }
    return new TargetFolder(folder, Optional.empty());
  }

  private static Note read(Path note) throws IOException {
    try {
      return JSON.readValue(note.toFile(), Note.class);
    } catch (JsonProcessingException e) {
      throw new UserError(
          "Cannot read %s: it is not the note of a generation. Delete it or name another folder."
              .formatted(note),
          e);
    }
  }

  /** The same generation, where the folder holds it whole. */
  Optional<Generation> holds(int customers, long seed) throws IOException {
    if (note.isEmpty()) {
      return Optional.empty();
    }
    Note found = note.get();
    boolean same = found.form() == FORM && found.customers() == customers && found.seed() == seed;
    for (Written file : found.files()) {
      Path path = folder.resolve(file.name());
      same = same && Files.isRegularFile(path) && Files.size(path) == file.bytes();
    }
    return same
        ? Optional.of(new Generation(customers, seed, Timeline.AS_OF, found.files()))
        : Optional.empty();
  }

  Drafts drafts() throws IOException {
    return new Drafts(folder.resolve(DRAFTS));
  }

  /** Replaces what the folder held; the note comes first, so that a crash between can be healed. */
  void publish(Drafts drafts, Generation generation) throws IOException {
    List<String> names = generation.files().stream().map(Written::name).toList();
    for (Written former : note.map(Note::files).orElse(List.of())) {
      if (!names.contains(former.name())) {
        // Only a name: a note that someone else wrote must not reach outside the folder.
        Files.deleteIfExists(folder.resolve(Path.of(former.name()).getFileName()));
      }
    }

    Note written =
        new Note(
            FORM,
            generation.customers(),
            generation.seed(),
            generation.asOf().toString(),
            generation.files());
    Files.write(drafts.path(NOTE), JSON.writeValueAsBytes(written));
    move(drafts.path(NOTE), NOTE);
    for (String name : names) {
      move(drafts.path(name), name);
    }
  }

  private void move(Path draft, String name) throws IOException {
    Files.move(
        draft,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
