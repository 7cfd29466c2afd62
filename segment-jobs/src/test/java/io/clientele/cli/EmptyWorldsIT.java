package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyWorldsIT {
  @TempDir Path folder;

  /** Days of one shop's life, one test: a run costs more than all the rest. */
  @Test
  void shouldGrowFromNothing() {
    TinyShop shop = new TinyShop(folder).tenant("tiny");
    // Each column can be read in one record, so the file as a whole is no mistake.
    Path input = shop.orders("input", "orders-a.csv", "1,ann,2026-01-05,ten", "2,bob,soon,5.00");
    Answer refused = shop.type("run --tenant tiny --as-of 2026-02-01 --input", input.toString());
    assertThat(refused.code()).as(refused.err()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("extract, records and what became of them:")
        .containsPattern("bronze.file_orders +records +2 +2 +0 +0 +0")
        .containsPattern("silver.orders +NOT_A_NUMBER +net_total +1 +orders-a.csv @ 22")
        .containsPattern("silver.orders +NOT_A_TIME +placed_at +1 +orders-a.csv @ 43")
        .containsPattern("FAIL +silver.orders +rejected +1 +More records were rejected");
    assertThat(refused.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("Cannot write silver.orders: check rejected found 1.0")
        .contains("quality.max-rejected");
    assertThat(rejects(shop, "--records"))
        .containsPattern("orders-a.csv @ 22 +NOT_A_NUMBER +net_total +aaa")
        .containsPattern("orders-a.csv @ 43 +NOT_A_TIME +placed_at +aaaa");

    Answer rejected = run(shop, input, "2026-02-01");
    assertThat(rejected.out()).isEmpty();
    assertThat(rejected.err())
        .contains(
            "0 rows, 2 to quarantine",
            "No new orders came from the sources, or none that could be read.",
            "No clusters: fewer customers",
            "No segments: no customer is known before the as-of date.")
        .containsPattern("silver.orders +all records +2 +0 +0 +2 +0");
    assertThat(list(shop, "2026-02-01"))
        .contains("as of 2026-02-01", "no segments: no customer is known before that date");

    shop.orders(
        "input",
        "orders-b.csv",
        "3,ann,2026-01-05,10.00",
        "4,ann,9/1/26,1.00",
        "5,ann,2026-01-09,2.5");
    Answer alone = run(shop, input, "2026-02-01");
    assertThat(alone.err())
        .contains("2 rows, 1 to quarantine", "No clusters: fewer customers")
        .containsPattern("silver.orders +records +3 +2 +0 +1 +0")
        .containsPattern("EUR +13.50 +12.50 +0.00 +1.00 +0.00");
    assertThat(rejects(shop, "--code", "NOT_A_TIME"))
        .containsPattern("NOT_A_TIME +placed_at +2 +orders-a.csv @ 43, orders-b.csv @ 45");
    assertThat(alone.out())
        .containsPattern("clusters +Unclustered +1 +2 .* 12\\.50")
        .containsPattern("rfm +\\S.* +1 +2 .* 12\\.50");

    shop.orders("input", "orders-c.csv", "6,bob,2026-02-03,1.00", "7,cid,2026-02-04,30.00");
    Answer few = run(shop, input, "2026-03-01");
    assertThat(few.err()).contains("No clusters: fewer customers").doesNotContain("quarantine");
    assertThat(few.out()).containsPattern("clusters +Unclustered +3 +4 .* 43\\.50");

    Answer back = shop.type("run --tenant tiny --as-of 2026-01-01 --input", input.toString());
    assertThat(back.code()).as(back.err()).isEqualTo(3);
    assertThat(back.err()).contains("No segments: no customer is known before the as-of date.");
    assertThat(back.err().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("Cannot publish")
        .contains("0 rows would take the place of 6 published ones", "allow empty publications");
    assertThat(list(shop, "2026-01-01")).contains("as of 2026-01-01", "no segments: ");

    shop.orders("input", "orders-b.csv", "3,ann,2026-01-05,10.00", "5,ann,2026-01-09,4.50");
    Answer forgotten =
        shop.type(
            "files forget orders-c.csv --tenant tiny --as-of 2026-03-01 --input", input.toString());
    assertThat(forgotten.code()).as(forgotten.err()).isZero();
    assertThat(forgotten.out()).containsPattern("clusters +Unclustered +1 +2 .* 14\\.50");
    Answer known = shop.type("files list --tenant tiny --input", input.toString());
    assertThat(known.out())
        .containsPattern("orders-a.csv +taken +\\d+ +2 ")
        .containsPattern("orders-b.csv +taken +\\d+ +2 ")
        .containsPattern("orders-c.csv +forgotten +\\d+ +0 ");
    assertThat(rejects(shop)).contains("orders-a.csv @ 43").doesNotContain("orders-b.csv");
    Answer retried =
        shop.type(
            "quarantine retry --tenant tiny --as-of 2026-03-01 --output json --input",
            input.toString());
    assertThat(retried.code()).as(retried.err()).isZero();
    assertThat(retried.out())
        .contains("\"retried\":{\"records\":2,\"resolved\":0,\"remaining\":2}");
    assertThat(rejects(shop)).contains("orders-a.csv @ 22", "orders-a.csv @ 43");
    Answer dry =
        shop.type("run --tenant tiny --dry-run --rebuild silver --input", input.toString());
    assertThat(dry.out())
        .containsPattern("extract +bronze.file_orders +nothing to do")
        .containsPattern("clean +silver.orders +asked to be built anew")
        .containsPattern("features +gold.customer_history +changes of silver.customers, ");
    String before = rejects(shop, "--records");
    Set<String> files = shop.lake();
    Answer rehearsed = shop.type("maintain --tenant tiny --dry-run");
    assertThat(rehearsed.code()).as(rehearsed.err()).isZero();
    assertThat(rehearsed.out()).containsPattern("silver.orders +\\d+ +\\d+ ");
    assertThat(rehearsed.err()).contains("would remove in all: 0 files");
    assertThat(shop.lake()).isEqualTo(files);
    Answer maintained = shop.type("maintain --tenant tiny --output json");
    assertThat(maintained.code()).as(maintained.err()).isZero();
    assertThat(maintained.out())
        .contains("\"removed_files\":0", "\"dropped_rejects\":0", "\"dry_run\":false")
        .containsPattern("\"table\":\"silver.orders\",\"files_before\":\\d+,\"files_after\":1,");
    assertThat(rejects(shop, "--records")).isEqualTo(before);
    Answer after = run(shop, input, "2026-03-01");
    assertThat(after.out()).containsPattern("clusters +Unclustered +1 +2 .* 14\\.50");
    assertThat(after.err()).containsPattern("silver.orders +0 rows");
    assertThat(shop.leftOver()).isEmpty();
  }

  private static Answer run(TinyShop shop, Path input, String asOf) {
    Answer answer =
        shop.type(
            "run --tenant tiny --set quality.max-rejected=1 --as-of " + asOf + " --input",
            input.toString());
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer;
  }

  private static String rejects(TinyShop shop, String... more) {
    Answer listed = shop.type("quarantine list --tenant tiny", more);
    assertThat(listed.code()).as(listed.err()).isZero();
    return listed.out();
  }

  private static String list(TinyShop shop, String asOf) {
    Answer listed = shop.type("segments list --tenant tiny --as-of " + asOf);
    assertThat(listed.code()).as(listed.err()).isZero();
    return listed.out();
  }
}
