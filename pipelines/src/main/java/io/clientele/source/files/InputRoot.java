package io.clientele.source.files;

import io.clientele.problem.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** The folder, or the single file, that a run was pointed at; local or in an object store. */
record InputRoot(FileSystem files, FileStatus status) {

  /**
   * Finds the folder or file.
   *
   * @throws UserError where it does not exist or cannot be reached
   */
  static InputRoot open(String location, Configuration conf) {
    try {
      FileSystem files = new Path(location).getFileSystem(conf);
      return new InputRoot(files, files.getFileStatus(new Path(location)));
    } catch (IOException e) {
      throw unreadable(location, e);
    }
  }

  boolean isFile() {
    return status.isFile();
  }

  /**
   * Files whose path below the folder matches the glob, by path. A single file is matched by the
   * last part of the glob, and known by its name alone.
   *
   * @throws UserError where a folder cannot be listed
   */
  List<InputFile> matching(String glob) {
    Path root = status.getPath();
    try {
      if (isFile()) {
        String name = glob.substring(glob.lastIndexOf('/') + 1);
        return list(root.getParent(), root, name);
      }
      Path below = new Path(root, literalFolder(glob));
      return files.exists(below) ? list(root, below, glob) : List.of();
    } catch (IOException e) {
      throw unreadable(root.toString(), e);
    }
  }

  private List<InputFile> list(Path root, Path below, String glob) throws IOException {
    // "**/" in a glob of Java's stands for one folder at least, in everyone else's for none too.
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", "{**/,}"));
    String prefix = root.toString().replaceAll("/$", "") + "/";
    List<InputFile> found = new ArrayList<>();
    RemoteIterator<? extends FileStatus> listed = files.listFiles(below, true);
    while (listed.hasNext()) {
      FileStatus each = listed.next();
      String path = each.getPath().toString();
      String name = path.substring(prefix.length());
      if (settled(name) && matcher.matches(java.nio.file.Path.of(name))) {
        Instant modifiedAt = Instant.ofEpochMilli(each.getModificationTime());
        found.add(new InputFile(name, path, each.getLen(), modifiedAt, ""));
      }
    }
    found.sort(Comparator.comparing(InputFile::file));
    return found;
  }

  /** The folders that a glob begins with, so that nothing beside them is listed. */
  private static String literalFolder(String glob) {
    String literal = glob.split("[*?\\[{\\\\]", 2)[0];
    int end = literal.lastIndexOf('/');
    return end < 0 ? "." : literal.substring(0, end);
  }

  /** Names that begin with _ or . are other tools' own, the others files still being written. */
  private static boolean settled(String name) {
    return Stream.of(name.split("/"))
            .noneMatch(part -> part.startsWith("_") || part.startsWith("."))
        && !name.endsWith(".tmp")
        && !name.endsWith(".part");
  }

  private static UserError unreadable(String location, IOException e) {
    if (e instanceof FileNotFoundException) {
      return new UserError(
          "Cannot read input %s: found nothing there, expected a folder or a file. Correct the path."
              .formatted(location),
          e);
    }
    boolean refused = e instanceof AccessDeniedException || e instanceof AccessControlException;
    return refused || e instanceof UnsupportedFileSystemException
        ? new UserError(
            "Cannot read input %s: %s. Correct the path, or the rights to read it."
                .formatted(location, e.getMessage()),
            e)
        : UserError.unavailable(
            "Cannot read input %s: %s. Check that its store answers, and try again."
                .formatted(location, e.getMessage()),
            e);
  }
}
