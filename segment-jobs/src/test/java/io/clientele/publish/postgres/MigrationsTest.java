package io.clientele.publish.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final String APPLIED =
      "SELECT name, checksum, applied_at FROM clientele.migrations ORDER BY name";

  private TestDatabase database;

  @BeforeEach
  void migrate() {
    database = TestDatabase.empty("migrations");
    apply();
  }

  @Test
  void shouldChangeNothingTheSecondTime() {
    List<String> once = database.rows(APPLIED);

    apply();

    assertThat(once).hasSize(2);
    assertThat(database.rows(APPLIED)).isEqualTo(once);
  }

  @Test
  void shouldApplyWhatIsMissingOnly() {
    List<String> all = database.rows(APPLIED);
    database.run("DROP SCHEMA clientele_staging CASCADE");
    database.run("DELETE FROM clientele.migrations WHERE name LIKE 'V002%'");

    apply();

    assertThat(database.rows(APPLIED)).hasSameSizeAs(all).startsWith(all.get(0));
    assertThat(database.rows("SELECT count(*) FROM clientele_staging.loads")).containsExactly("0");
  }

  @Test
  void shouldRefuseADatabaseThatHadOtherMigrations() {
    database.run("UPDATE clientele.migrations SET checksum = 'abcdef0123' WHERE name LIKE 'V001%'");
    assertThatThrownBy(this::apply)
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot use this database: its schema had migration V001__ledger.sql (abcdef01), which this release does not have. Use the release that made it, or a newer one.");

    database.run(
        "UPDATE clientele.migrations SET name = 'V999__later.sql' WHERE name LIKE 'V001%'");
    assertThatThrownBy(this::apply).hasMessageContaining("V999__later.sql");
  }

  @Test
  void shouldSayWhatEveryTableAndColumnMeans() {
    assertThat(
            database.rows(
                """
                SELECT c.relname, a.attname
                FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace::regnamespace::text LIKE 'clientele%' AND c.relkind = 'r'
                  AND (col_description(c.oid, a.attnum) IS NULL
                       OR obj_description(c.oid) IS NULL)
                """))
        .isEmpty();
  }

  @Test
  void shouldTellAUserWhoMayNotCreateWhatIsMissing() {
    database.run("DROP SCHEMA clientele CASCADE");
    database.run("DROP ROLE IF EXISTS reader");
    database.run("CREATE ROLE reader LOGIN PASSWORD 'reads'");
    Login reader = new Login(database.login().url(), "reader", "reads");

    assertThatThrownBy(
            () -> {
              try (Session session = Session.open(reader)) {
                Migrations.apply(session);
              }
            })
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "Cannot write to Postgres at 127.0.0.1:\\d+/migrations as reader: permission denied for database migrations. Grant the user what it lacks.");
  }

  private void apply() {
    try (Session session = Session.open(database.login())) {
      Migrations.apply(session);
    }
  }
}
