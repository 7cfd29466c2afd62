package io.clientele.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clientele.step.Balance;
import io.clientele.step.Basis;
import io.clientele.table.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a commit says of itself in its user metadata, as JSON: who wrote it, from what, and how the
 * rows were judged.
 *
 * @param rejecting numbers of the runs, this one included, whose rejects no later one judged again:
 *     handed on from commit to commit, since a log is not kept for ever
 */
record CommitNote(
    String run,
    long seq,
    String step,
    Basis basis,
    long rejected,
    List<Check.Result> checks,
    Balance balance,
    List<Long> rejecting) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, true)
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  static CommitNote of(StepRun turn, Findings findings) {
    return new CommitNote(
        turn.run().id(),
        turn.run().seq(),
        turn.step().name(),
        turn.basis(),
        findings.rejected(),
        findings.checks(),
        findings.balance(),
        rejecting(turn, findings));
  }

  private static List<Long> rejecting(StepRun turn, Findings findings) {
    List<Long> numbers = new ArrayList<>(turn.judgesAll() ? List.of() : turn.rejecting());
    if (findings.rejected() > 0) {
      numbers.add(turn.run().seq());
    }
    return numbers;
  }

  /** Empty where the text is another tool's: anyone may compact a table under any metadata. */
  static Optional<CommitNote> parse(String text) {
    try {
      return Optional.of(JSON.readValue(text, CommitNote.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot note what the commit was made from", e);
    }
  }
}
