package io.clientele.generate;

import java.time.LocalDate;
import java.util.List;

/**
 * What a generation wrote.
 *
 * @param asOf the first day that the files do not tell of
 */
public record Generation(int customers, long seed, LocalDate asOf, List<Written> files) {
  public Generation {
    files = List.copyOf(files);
  }

  /** A file, and its lines without the one of column names. */
  public record Written(String name, long rows, long bytes) {}
}
