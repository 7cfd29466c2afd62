package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  @TempDir private Path folder;

  @Test
  void shouldWriteTheSameFilesOnAnyNumberOfThreads() throws Exception {
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool many = new ForkJoinPool(5);
    one.submit(() -> Shop.of(1100, 42, folder.resolve("one"))).get();
    many.submit(() -> Shop.of(1100, 42, folder.resolve("many"))).get();
    one.shutdown();
    many.shutdown();

    assertThat(Shop.texts(folder.resolve("many"))).isEqualTo(Shop.texts(folder.resolve("one")));
  }

  @Test
  void shouldWriteTheSameFilesInAnyCountry() {
    Shop.of(30, 42, folder.resolve("here"));
    Locale here = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Shop.of(30, 42, folder.resolve("there"));
    } finally {
      Locale.setDefault(here);
    }

    assertThat(Shop.texts(folder.resolve("there"))).isEqualTo(Shop.texts(folder.resolve("here")));
  }

  @Test
  void shouldGiveACustomerTheSameLifeInALargerWorld() {
    Shop.of(60, 42, folder.resolve("small"));
    Shop.of(300, 42, folder.resolve("large"));
    Map<String, String> large = Shop.texts(folder.resolve("large"));

    Shop.texts(folder.resolve("small"))
        .forEach((name, text) -> assertThat(large.get(name)).as(name).startsWith(text));
  }

  @Test
  void shouldWriteAnotherWorldFromAnotherSeed() {
    Shop.of(20, 42, folder.resolve("one"));
    Shop.of(20, 43, folder.resolve("other"));

    assertThat(Shop.texts(folder.resolve("other")).get("orders.csv"))
        .isNotEqualTo(Shop.texts(folder.resolve("one")).get("orders.csv"));
  }

  @Test
  void shouldKeepToItsForm() throws Exception {
    // Where this changes, the form of TargetFolder has to grow with it.
    Shop.of(25, 42, folder);

    String all = String.join("", Shop.texts(folder).values());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("827998a01532b354ef01f98b5e9d7b0512ff3853e28fed4cd5287a8cf42c70fa");
  }

  @Test
  void shouldBringAboutFiftyEventsACustomer() {
    Generation generation = Generator.of(2000, 7).writeTo(folder, progress -> {});

    assertThat(rows(generation, "events-")).isBetween(2000 * 45L, 2000 * 62L);
    assertThat(rows(generation, "orders.csv")).isBetween(2000 * 3L, 2000 * 4L);
    assertThat(rows(generation, "refunds.csv")).isBetween(200L, 350L);
    assertThat(rows(generation, "messages-")).isBetween(2000 * 15L, 2000 * 25L);
    assertThat(rows(generation, "truth.csv")).isBetween(2000L, 2000 + 2000 / 20L);
    assertThat(generation.files()).hasSize(Series.ALWAYS.size() + 24 + 24);
  }

  @Test
  void shouldTellHowFarItIs() {
    List<Progress> told = new ArrayList<>();

    Generator.of(5000, 42).writeTo(folder, told::add);

    assertThat(told).containsExactly(new Progress(4000, 5000), new Progress(5000, 5000));
  }

  @Test
  void shouldRefuseAWorldWithoutCustomers() {
    assertThatThrownBy(() -> Generator.of(0, 42))
        .isInstanceOf(UserError.class)
        .hasMessage("Cannot generate a shop of 0 customers: 1 to 9999999 expected.");
  }

  private static long rows(Generation generation, String prefix) {
    return generation.files().stream()
        .filter(file -> file.name().startsWith(prefix))
        .mapToLong(Generation.Written::rows)
        .sum();
  }
}
