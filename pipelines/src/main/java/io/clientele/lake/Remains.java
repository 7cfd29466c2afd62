package io.clientele.lake;

import io.clientele.problem.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process leaves that is killed while it makes a table: a log without a commit. Delta makes
 * no table in a folder that holds anything, so the place would be lost for ever.
 */
record Remains(FileSystem files, Path table) {
  private static final Logger LOG = LoggerFactory.getLogger(Remains.class);
  private static final String COMMITS = "_delta_log";

  static Remains of(String path, Configuration configuration) {
    Path table = new Path(path);
    try {
      FileSystem files = table.getFileSystem(configuration);
      // Hadoop hides checksums that it keeps beside local files; a folder of them is not empty.
      return new Remains(
          files instanceof LocalFileSystem local ? local.getRawFileSystem() : files, table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes away what a killed process left, and nothing that anyone committed: drafts of commits and
   * empty folders. A log that another process has committed to since stays, and so do its files.
   *
   * @throws UserError where files lie there that no commit speaks of
   */
  void clear() {
    try {
      Path log = new Path(table, COMMITS);
      for (FileStatus entry : entries(log)) {
        if (entry.isDirectory()) {
          removeIfEmpty(entry.getPath());
        } else if (isDraft(entry)) {
          files.delete(entry.getPath(), false);
        }
      }
      removeIfEmpty(log);
      if (!files.exists(log)) {
        requireNothing();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clear what is left of " + table, e);
    }
  }

  /** Delta writes a commit under a hidden name and then gives it its own. */
  private static boolean isDraft(FileStatus entry) {
    return entry.getPath().getName().startsWith(".");
  }

  private List<FileStatus> entries(Path folder) throws IOException {
    try {
      return Arrays.asList(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private void removeIfEmpty(Path folder) throws IOException {
    if (!files.exists(folder) || !entries(folder).isEmpty()) {
      return;
    }
    try {
      if (files.getUri().getScheme().equals("file")) {
        // Hadoop looks and then deletes all there is; the system itself takes empty folders only.
        Files.deleteIfExists(java.nio.file.Path.of(folder.toUri().getPath()));
      } else {
        files.delete(folder, false);
      }
    } catch (DirectoryNotEmptyException | PathIsNotEmptyDirectoryException e) {
      LOG.info("{} is being filled by another process", folder, e);
    }
  }

  private void requireNothing() throws IOException {
    List<String> others =
        entries(table).stream().map(entry -> entry.getPath().getName()).sorted().toList();
    if (!others.isEmpty()) {
      throw new UserError(
          "Cannot make a table in %s: found %d files or folders that no commit speaks of, such as %s, expected none. Move them away, or bring back the folder %s that they belong to."
              .formatted(table, others.size(), others.get(0), COMMITS));
    }
  }
}
