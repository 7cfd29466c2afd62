package io.clientele.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-07-01");
  private static final String OURS =
      "select * from (values (date '2026-07-01', 'shop:1', 2::bigint, 1.0000::decimal(19, 4), 'web'),"
          + " (date '2026-07-01', 'shop:2', 0, null, null),"
          + " (date '2026-06-01', 'shop:3', 5, null, null)) as t (as_of, customer_id, orders, mean, channel)";
  private static final String THEIRS =
      "select * from (values (2, 1.0::double, 'web', '1'), (0, null, null, '2'))"
          + " as t (orders, mean, channel, customer)";

  @TempDir private Path temp;

  /** A table of two commits, of which the second takes the file of the first away. */
  @BeforeEach
  void makeOurs() throws Exception {
    Path table = temp.resolve("gold/customer_features");
    Path log = Files.createDirectories(table.resolve("_delta_log"));
    write(OURS.replace("2::bigint", "9::bigint"), table.resolve("old.parquet"));
    write(OURS, table.resolve("new.parquet"));
    Files.writeString(
        log.resolve("00000000000000000000.json"), "{\"add\":{\"path\":\"old.parquet\"}}\n");
    Files.writeString(
        log.resolve("00000000000000000001.json"),
        """
        {"commitInfo":{}}
        {"add":{"path":"new.parquet"}}
        {"remove":{"path":"old.parquet"}}
        """);
  }

  @Test
  void shouldFindEqualsEqual() throws Exception {
    assertThat(differences(THEIRS)).isEmpty();
  }

  @Test
  void shouldTellWhatDiffers() throws Exception {
    assertThat(differences(THEIRS.replace("'web'", "'app'").replace("(0, null", "(1, 0")))
        .containsExactly(
            "orders differs for 1 customers",
            "mean differs for 1 customers",
            "channel differs for 1 customers");
    assertThat(differences(THEIRS.replace("1.0::double", "1.00000001::double")))
        .containsExactly("mean differs for 1 customers");
    assertThat(differences(THEIRS.replace("'2'", "'4'")))
        .containsExactly("2 customers are known to one alone");
  }

  private List<String> differences(String theirs) throws Exception {
    Path file = temp.resolve("theirs.parquet");
    write(theirs, file);
    return new Agreement(temp, AS_OF, file).differences();
  }

  private void write(String rows, Path to) throws Exception {
    try (Duck duck = Duck.open(temp)) {
      duck.run("copy (%s) to '%s' (format parquet)".formatted(rows, to));
    }
  }
}
