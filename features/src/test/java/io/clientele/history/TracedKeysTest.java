package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

class TracedKeysTest {
  @Test
  void shouldKeepTheLeastThatStandsWhicheverTaskToldOfIt() {
    TracedKeys keys = new TracedKeys();
    keys.add(
        TracedKeys.of(rows(row(1L, 10L, null, Standing.ALL), row(2L, null, null, Standing.ALL))));
    keys.add(TracedKeys.of(rows(row(1L, 10L, null, Standing.EVENTS))));
    keys.add(TracedKeys.of(rows(row(null, 11L, 7L, Standing.NOTHING))));
    keys.add(TracedKeys.of(rows(row(null, null, 7L, Standing.ALL))));

    assertThat(keys.sources().of(1)).isEqualTo(Standing.EVENTS);
    assertThat(keys.sources().of(2)).isEqualTo(Standing.ALL);
    assertThat(keys.customers().of(7)).isEqualTo(Standing.NOTHING);
    assertThat(keys.orders().sorted()).containsExactly(10, 11);
    assertThat(List.of(keys.sources().size(), keys.customers().size())).containsExactly(2, 1);
  }

  @Test
  void shouldCountKeysOfEachKindAndRowsOfAllTasks() {
    TracedKeys keys = new TracedKeys();
    keys.add(TracedKeys.of(rows(row(1L, 10L, 5L, Standing.ALL), row(1L, 11L, 6L, Standing.ALL))));
    keys.add(TracedKeys.of(rows(row(1L, 12L, 6L, Standing.ALL))));

    assertThat(keys.rows()).isEqualTo(3);
    assertThat(keys.exceed(2)).isTrue();
    assertThat(keys.exceed(3)).isFalse();
  }

  private static Iterator<InternalRow> rows(InternalRow... rows) {
    return List.of(rows).iterator();
  }

  private static InternalRow row(Long source, Long order, Long customer, Standing standing) {
    return new GenericInternalRow(new Object[] {source, order, customer, standing.code()});
  }
}
