package io.clientele.publish.postgres;

import io.clientele.step.Step;

/** The steps of this package. */
public final class PostgresSteps {
  private PostgresSteps() {}

  /**
   * Publishes the rows of the run's as-of date, of all tables in one transaction. Ends in receipts
   * in {@link Publications#TABLE}.
   *
   * <p>When built it throws a {@link io.clientele.problem.UserError}: of kind INPUT where the login
   * is refused, UNAVAILABLE where the server is, REFUSED where a later run is published or rows
   * would vanish against {@code onEmpty}.
   */
  public static Step publish(PostgresTarget target, Served served, OnEmpty onEmpty) {
    return new PublishToPostgres(target, served, onEmpty);
  }
}
