package io.clientele.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clientele.problem.UserError;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class LakesSparkTest {
  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../shop", "a/b", "Shop", "_staging", "1shop", "shop\n", "ä"})
  void shouldRefuseTenantsThatCouldLeaveTheRoot(String tenant) {
    assertThatThrownBy(() -> Lakes.open(SparkExtension.session(), root.toString(), tenant))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Invalid tenant: '" + tenant + "', expected a lower-case letter");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void shouldMakeTheTenantsFolderAndLeaveItEmpty(SparkSession spark) {
    Lakes.open(spark, root.resolve("deep/lake with blanks").toString(), "shop-1_a");

    assertThat(root.resolve("deep/lake with blanks/shop-1_a")).isEmptyDirectory();
  }

  @Test
  void shouldRefuseARootThatCannotBeWritten(SparkSession spark) throws IOException {
    Path file = Files.writeString(root.resolve("file"), "not a folder");

    UserError error =
        catchThrowableOfType(
            UserError.class, () -> Lakes.open(spark, file.resolve("lake").toString(), "shop"));

    assertThat(error.kind()).isEqualTo(UserError.Kind.INPUT);
    assertThat(error).hasMessageStartingWith("Cannot write to the lake at " + file + "/lake: ");
  }

  @Test
  void shouldRefuseAnAddressThatNothingIsKnownOf(SparkSession spark) {
    assertThatThrownBy(() -> Lakes.open(spark, "nowhere://bucket/lake", "shop"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot write to the lake at nowhere://bucket/lake: ");
  }

  @Test
  void shouldPinWhatResultsDependOn(SparkSession spark) {
    assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
    assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(spark.conf().get("spark.sql.datetime.java8API.enabled")).isEqualTo("true");
  }
}
