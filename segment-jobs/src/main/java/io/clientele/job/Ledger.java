package io.clientele.job;

import static java.util.Comparator.comparing;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clientele.problem.Problems;
import io.clientele.problem.UserError;
import io.clientele.step.AsOf;
import io.clientele.step.Execution;
import io.clientele.step.Lake;
import io.clientele.step.Run;
import io.clientele.table.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Opens runs and remembers them in {@code ops.runs} and {@code ops.checks}. The opening record is
 * committed before any other write of the run.
 */
final class Ledger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OTHERWISE = ". Ask for the same, or name another run id.";

  /** What can be told of a run. */
  enum Event {
    OPENED,
    JOB_DONE,
    REFUSED,
    ENDED
  }

  private final Lake lake;
  private final Supplier<Instant> clock;

  Ledger(Lake lake, Supplier<Instant> clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /**
   * A run that was opened or joined.
   *
   * @param done what earlier processes of it finished
   */
  record Opened(Run run, Done done) {}

  /**
   * Opens the run, or joins it where its id is known, with the pins it was opened with.
   *
   * @throws UserError where the id stands for another request, or a later run was opened since
   */
  Opened open(RunRequest request, Collection<Table> tables) {
    Column same = RunLog.RUN_ID.col().equalTo(request.id());
    // The run's own opening, as it is opened once, and the newest of all others.
    List<Row> openings = openings().orderBy(same.desc(), RunLog.RUN_SEQ.col().desc()).takeAsList(2);
    Optional<Row> newest = openings.stream().max(comparing(Ledger::seq));
    Optional<Row> own =
        openings.stream().filter(opening -> id(opening).equals(request.id())).findFirst();
    if (own.isPresent()) {
      Run run = join(request, own.get(), newest.orElseThrow());
      return new Opened(run, done(run));
    }

    Instant now = clock.get();
    Map<String, Long> pins = lake.versions(tables);
    long seq = newest.map(Ledger::seq).orElse(0L) + 1;
    Run run =
        new Run(request.id(), seq, request.tenant(), request.asOf(), request.seed(), now, pins);
    write(
        run,
        new Note(
            "ledger.opened",
            RunLog.TABLE,
            List.of(event(run, request, Event.OPENED, null, pins, null))));
    return new Opened(run, new Done(Set.of(), Map.of()));
  }

  private static Run join(RunRequest request, Row opening, Row newest) {
    long seq = seq(opening);
    LocalDate asOf = opening.getAs(AsOf.FIELD.name());
    String settings = opening.getAs(RunLog.SETTINGS.name());
    String input = opening.getAs(RunLog.INPUT.name());
    String asked = Optional.ofNullable(opening.<String>getAs(RunLog.ASKED.name())).orElse("");
    Problems.in("run id " + request.id())
        .require(
            asOf.equals(request.asOf()),
            "it was opened for as-of %s, now asked for %s" + OTHERWISE,
            asOf,
            request.asOf())
        .require(
            // The settings' digest is over the input too: that alone is no second problem.
            settings.equals(request.settings()) || !input.equals(request.input()),
            "it was opened under settings %s, now found %s" + OTHERWISE,
            shortened(settings),
            shortened(request.settings()))
        .require(
            input.equals(request.input()),
            "it was opened for input %s, now asked for %s" + OTHERWISE,
            shown(input),
            shown(request.input()))
        .require(
            asked.equals(request.asked().text()),
            "it was opened to do this besides: %s, now asked for: %s" + OTHERWISE,
            shown(asked),
            shown(request.asked().text()))
        .throwIfAny();
    if (seq < seq(newest)) {
      throw new UserError(
          "Cannot go on with run %s (number %d): run %s (number %d) was opened since. Start a new run."
              .formatted(request.id(), seq, id(newest), seq(newest)));
    }

    return new Run(
        request.id(),
        seq,
        request.tenant(),
        asOf,
        opening.getAs(RunLog.SEED.name()),
        opening.getAs(RunLog.AT.name()),
        versions(opening));
  }

  /**
   * How a run was opened.
   *
   * @param pins versions that it reads, by table id
   */
  record Opening(String id, long seq, Map<String, Long> pins) {}

  /** The run that was opened last: the only one that can be resumed. */
  Optional<Opening> newest() {
    return openings().orderBy(RunLog.RUN_SEQ.col().desc()).takeAsList(1).stream()
        .map(row -> new Opening(id(row), seq(row), versions(row)))
        .findFirst();
  }

  /** Number of the last run that was opened before; 0 where none was. */
  long lastBefore(Instant time) {
    Row row =
        openings().filter(RunLog.AT.col().lt(lit(time))).agg(max(RunLog.RUN_SEQ.col())).head();
    return row.isNullAt(0) ? 0 : row.getLong(0);
  }

  private Dataset<Row> openings() {
    return events().filter(RunLog.EVENT.col().equalTo(Event.OPENED.name()));
  }

  /** What earlier processes of a run finished: their jobs, and table versions by table id. */
  record Done(Set<String> jobs, Map<String, Long> versions) {}

  private Done done(Run run) {
    Set<String> jobs = new LinkedHashSet<>();
    Map<String, Long> versions = new LinkedHashMap<>();
    events()
        .filter(
            RunLog.RUN_SEQ
                .col()
                .equalTo(run.seq())
                .and(RunLog.EVENT.col().equalTo(Event.JOB_DONE.name())))
        // A row for each job of one run.
        .collectAsList()
        .stream()
        .sorted(comparing(row -> row.<Instant>getAs(RunLog.AT.name())))
        .forEach(
            row -> {
              jobs.add(row.getAs(RunLog.JOB.name()));
              versions.putAll(versions(row));
            });
    return new Done(jobs, versions);
  }

  /** A row that tells of the run; it is kept once it is written. */
  Row event(Run run, RunRequest request, Event event, String job, String message) {
    return event(run, request, event, job, Map.of(), message);
  }

  /** Keeps a note; the same one of the same run is kept once. */
  void write(Run run, Note note) {
    new Execution(lake, run, Map.of()).execute(note);
  }

  /** The same, with the versions that the job committed. */
  Row event(
      Run run,
      RunRequest request,
      Event event,
      String job,
      Map<String, Long> versions,
      String message) {
    return RowFactory.create(
        run.id(),
        run.seq(),
        event.name(),
        job,
        event == Event.OPENED ? run.startedAt() : clock.get(),
        run.asOf(),
        run.seed(),
        request.settings(),
        request.input(),
        json(versions),
        message,
        request.asked().text().isEmpty() ? null : request.asked().text());
  }

  private Dataset<Row> events() {
    return lake.current(RunLog.TABLE);
  }

  private static String id(Row event) {
    return event.getAs(RunLog.RUN_ID.name());
  }

  private static long seq(Row event) {
    return event.getAs(RunLog.RUN_SEQ.name());
  }

  private static String shown(String input) {
    return input.isEmpty() ? "none" : input;
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  private static String json(Map<String, Long> versions) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(versions));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write versions as JSON: " + versions, e);
    }
  }

  private static Map<String, Long> versions(Row row) {
    String text = row.getAs(RunLog.VERSIONS.name());
    try {
      return JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read versions of the ledger: " + text, e);
    }
  }
}
