package io.clientele.lake;

import io.delta.storage.CloseableIterator;
import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.Path;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Creates commit files on S3 by conditional PUT ({@code If-None-Match: *}), so that of several
 * drivers that commit one version exactly one wins. Delta's own store for S3 keeps apart only the
 * writers of one driver: between two, commits are lost without an error.
 *
 * <p>Public because Delta makes it by name, from {@code spark.delta.logStore.s3a.impl}.
 */
public final class ConditionalPutLogStore extends S3SingleDriverLogStore {
  private static final String IF_ABSENT = "fs.option.create.conditional.overwrite";

  public ConditionalPutLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    if (overwrite) {
      super.write(path, actions, true, configuration);
      return;
    }

    List<String> lines = new ArrayList<>();
    actions.forEachRemaining(lines::add);
    try {
      create(path, String.join("\n", lines) + "\n", configuration);
    } catch (IOException e) {
      if (!lostRace(e)) {
        throw e;
      }
      // A PUT that is sent again after its answer got lost meets its own commit.
      if (!isOurs(path, lines, configuration)) {
        throw taken(path, e);
      }
    }
  }

  private static void create(Path path, String content, Configuration configuration)
      throws IOException {
    FSDataOutputStreamBuilder<?, ?> creation = path.getFileSystem(configuration).createFile(path);
    creation.overwrite(true);
    creation.recursive();
    creation.must(IF_ABSENT, true);
    try (FSDataOutputStream out = creation.build()) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean lostRace(IOException failure) {
    return failure instanceof org.apache.hadoop.fs.FileAlreadyExistsException
        || Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .anyMatch(
                cause ->
                    cause instanceof S3Exception s3
                        && (s3.statusCode() == 412 || s3.statusCode() == 409));
  }

  /** Every commit tells a transaction id of its own, so equal content is the same commit. */
  private boolean isOurs(Path path, List<String> lines, Configuration configuration)
      throws IOException {
    List<String> kept = new ArrayList<>();
    try (CloseableIterator<String> stored = read(path, configuration)) {
      stored.forEachRemaining(kept::add);
    }
    return kept.equals(lines);
  }

  private static FileAlreadyExistsException taken(Path path, IOException cause) {
    FileAlreadyExistsException taken = new FileAlreadyExistsException(path.toString());
    taken.initCause(cause);
    return taken;
  }
}
