package io.clientele.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MeasuredProcessTest {
  /** A loop that no shell gets through in less than a tenth of a second. */
  private static final String BUSY = "for ((i = 0; i < 300000; i++)); do :; done";

  @TempDir private Path temp;

  @Test
  void shouldCountWhatACommandAndItsChildrenTake() throws Exception {
    double one = measured(BUSY).cpuSeconds();
    double three = measured(BUSY + "; bash -c '" + BUSY + "' & (" + BUSY + "); wait").cpuSeconds();

    assertThat(one).isGreaterThan(0.1);
    assertThat(three).isGreaterThan(1.5 * one);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldCountServersOfTheHome() throws Exception {
    String server = BUSY + "; " + BUSY + "; touch done; sleep 3; : " + temp;
    Path script = Files.writeString(temp.resolve("server.sh"), server);
    // Whoever starts it is gone by the time it works: it is nobody's descendant here.
    String starter =
        "cd %s; (setsid bash %s &); while [ ! -f done ]; do sleep 0.1; done; sleep 0.5";

    assertThat(measured(starter.formatted(temp, script)).cpuSeconds())
        .isGreaterThan(measured(BUSY).cpuSeconds());
  }

  @Test
  void shouldAddUpTheRowsThatTheProductTells() throws Exception {
    String told =
        """
        clean     silver.orders                66,881 rows, 3 to quarantine  (9.3 s)
        clean     silver.refunds               2,662 rows  (7.2 s)
        silver.orders       all records        66,881        66,881
        """;

    assertThat(measured("printf '%s' '" + told + "'").rows()).isEqualTo(66_881 + 2_662);
  }

  @Test
  void shouldRefuseToMeasureWhatFails() {
    assertThatThrownBy(() -> measured("exit 3"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "Cannot measure it: it ended with 3, expected 0. Its output is in ");
  }

  private Measured measured(String script) throws Exception {
    return new MeasuredProcess(
            "it", List.of("bash", "-c", script), temp, temp.resolve("it.log"), Map.of())
        .run();
  }
}
