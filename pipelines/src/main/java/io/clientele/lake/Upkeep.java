package io.clientele.lake;

import java.util.List;

/**
 * A tenant's lake, looked after between runs. In place of doing anything, a dry one tells what it
 * would do.
 */
public interface Upkeep {
  /** Whether anything is changed. */
  enum Mode {
    REAL,
    DRY
  }

  /** Ids of all tables that are stored, whoever declared them, in order. */
  List<String> tables();

  /** Compacts a table's small files, then removes those that no version to be kept consists of. */
  Tended tend(String table, Keeping keeping);

  /**
   * Drops rows of the quarantine that were written by runs up to this number.
   *
   * @return how many there are
   */
  long dropRejects(long upTo);

  /**
   * Drops rows that runs before this number had staged.
   *
   * @return their size in bytes
   */
  long dropStaged(long before);
}
