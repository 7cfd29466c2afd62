package io.clientele.source.files;

import io.clientele.source.files.FileStatus.State;
import io.clientele.source.files.KnownFile.Kind;
import java.util.Optional;

/**
 * One file, as it is now and as it was known before.
 *
 * @param file as it is listed; of a file that is not there, as it was known
 * @param like the file whose content it has; else empty
 * @param forgets true where this run takes its records out, and never takes this content again
 */
record Finding(
    State state, InputFile file, Optional<KnownFile> before, String like, boolean forgets) {

  /** True where rows of the file that are stored are no longer true. */
  boolean leaves() {
    return forgets || before.filter(known -> !known.hasContentOf(file)).isPresent();
  }

  /** The kind of row that is to be kept of the file; none where its state rows come with it. */
  Optional<String> remembers() {
    if (forgets) {
      return Optional.of(FileRecords.FORGOTTEN_KIND);
    }
    boolean known =
        before.filter(k -> k.hasContentOf(file) && k.seen().contains(file.stamp())).isPresent();
    return state.takes() || known ? Optional.empty() : Optional.of(FileRecords.SEEN_KIND);
  }

  FileStatus status(FileStream stream) {
    Optional<KnownFile> told = before.filter(known -> !known.is(Kind.SEEN));
    return new FileStatus(
        stream.name(),
        file.file(),
        state,
        like,
        file.size(),
        file.modifiedAt(),
        told.map(KnownFile::records).orElse(0L),
        told.map(KnownFile::runId).orElse(""));
  }
}
