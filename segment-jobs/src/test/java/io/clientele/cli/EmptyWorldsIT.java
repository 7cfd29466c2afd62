package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyWorldsIT {
  @TempDir Path folder;

  /** Days of one shop's life, since a run costs more than all the rest. */
  @Test
  void shouldGrowFromNothing() {
    TinyShop shop = new TinyShop(folder).tenant("tiny");
    Path input =
        shop.orders(
            "input",
            "orders-a.csv",
            "1,ann,2026-01-05,10.00",
            "2,ann,soon,5.00",
            "3,ann,2026-01-09,2.50");

    Answer before = run(shop, input, "2026-01-01");
    assertThat(before.out()).isEmpty();
    assertThat(before.err())
        .contains(
            "1 to quarantine",
            "No clusters: fewer customers",
            "No segments: no customer is known before the as-of date.");
    assertThat(list(shop, "2026-01-01"))
        .contains("as of 2026-01-01", "no segments: no customer is known before that date");

    Answer alone = run(shop, input, "2026-02-01");
    assertThat(alone.err()).contains("No clusters: fewer customers").doesNotContain("quarantine");
    assertThat(alone.out()).contains("12.50");
    assertThat(list(shop, "2026-02-01"))
        .containsPattern("clusters +Unclustered +1 +2 .* 12\\.50")
        .containsPattern("rfm +\\S.* +1 +2 .* 12\\.50");

    shop.orders("input", "orders-b.csv", "4,bob,2026-02-03,1.00", "5,cid,2026-02-04,30.00");
    Answer few = run(shop, input, "2026-03-01");
    assertThat(few.err()).contains("No clusters: fewer customers");
    assertThat(list(shop, "2026-03-01")).containsPattern("clusters +Unclustered +3 +4 .* 43\\.50");

    Answer back =
        shop.type("run --tenant tiny --as-of 2026-01-01 --input", input.toString());
    assertThat(back.code()).as(back.err()).isEqualTo(3);
    assertThat(back.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("Cannot publish")
        .contains("0 rows would take the place of 3 published ones", "allow empty publications");
    assertThat(shop.leftOver()).isEmpty();
  }

  @Test
  void shouldEndWellWhereEveryRowIsRejected() {
    TinyShop shop = new TinyShop(folder).tenant("tiny");
    // Each column can be read in one record, so the file as a whole is no mistake.
    Path input =
        shop.orders("input", "orders.csv", "1,ann,2026-01-05,ten", "2,bob,soon,5.00");

    Answer answer = run(shop, input, "2026-02-01");
    assertThat(answer.err())
        .contains("0 rows, 2 to quarantine", "No new orders came from the sources.")
        .contains("No segments: no customer is known before the as-of date.");
    assertThat(list(shop, "2026-02-01")).contains("no segments: no customer is known");
    assertThat(shop.leftOver()).isEmpty();
  }

  private static Answer run(TinyShop shop, Path input, String asOf) {
    Answer answer = shop.type("run --tenant tiny --as-of " + asOf + " --input", input.toString());
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer;
  }

  private static String list(TinyShop shop, String asOf) {
    Answer listed = shop.type("segments list --tenant tiny --as-of " + asOf);
    assertThat(listed.code()).as(listed.err()).isZero();
    return listed.out();
  }
}
