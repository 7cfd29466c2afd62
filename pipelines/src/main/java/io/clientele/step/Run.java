package io.clientele.step;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * One execution for one tenant.
 *
 * @param seq grows by one with every run of the tenant; the transaction version of all its commits
 * @param startedAt when the run was first opened; the only time that steps may write
 * @param pins the table versions that the run reads, by table id, fixed before its first write; a
 *     table that did not exist has none
 */
public record Run(
    String id,
    long seq,
    String tenant,
    LocalDate asOf,
    long seed,
    Instant startedAt,
    Map<String, Long> pins) {
  public Run {
    pins = Map.copyOf(pins);
  }
}
