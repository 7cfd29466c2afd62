package io.clientele.step;

import java.util.List;

/**
 * Why records were rejected, without telling what they held.
 *
 * @param table id of the table that they were meant for
 * @param count of records with this reason
 * @param places some of them, a few
 */
public record Reason(String table, String code, String field, long count, List<String> places) {
  /** How many places are told at most. */
  public static final int PLACES = 3;

  public Reason {
    places = List.copyOf(places);
  }
}
