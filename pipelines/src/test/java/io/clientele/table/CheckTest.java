package io.clientele.table;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

  @ParameterizedTest
  @CsvSource({
    "1, WARN, PASS",
    "3, FAIL, PASS",
    "0.999, WARN, WARN",
    "3.001, FAIL, FAIL",
    ", FAIL, FAIL",
    "NaN, FAIL, FAIL"
  })
  void shouldHoldFromLeastToMost(Double value, Severity severity, Outcome outcome) {
    Check check = new Check("rows", count(lit(1)), 1, 3, severity, "Not that many.");

    assertThat(check.judge(value))
        .isEqualTo(new Check.Result("rows", outcome, value, "Not that many."));
  }
}
