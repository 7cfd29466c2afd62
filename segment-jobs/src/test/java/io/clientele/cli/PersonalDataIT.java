package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.Typed.Answer;
import io.clientele.job.CheckLog;
import io.clientele.job.RunLog;
import io.clientele.lake.Lakes;
import io.clientele.lake.Quarantine;
import io.clientele.silver.Customers;
import io.clientele.step.Lake;
import io.clientele.table.Table;
import io.clientele.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalDataIT {
  private static final String ADDRESS = "canary.person@example.org";
  private static final String NAME = "Canarina";
  private static final String PHONE = "+49 171 5550199";

  private static final String SETTINGS =
      """
      tenant: {zone: UTC, currency: EUR}
      files:
        connection: shop
        streams:
          people:
            path: people*.csv
            layout: csv
            feeds:
              customers:
                source_id: id
                email: mail
                first_name: name
                phone: phone
                source_updated_at: updated
          orders:
            path: orders*.csv
            layout: csv
            feeds:
              orders: {source_id: id, customer_source_id: who, placed_at: day, net_total: total}
      """;

  @TempDir Path folder;

  @Test
  void shouldTellNothingThatReachesPeople() throws IOException {
    TinyShop shop = new TinyShop(folder);
    shop.write("conf/tenants/shop/shop.yaml", SETTINGS);
    String person = String.join(",", ADDRESS, NAME, PHONE);
    shop.write(
        "input/people.csv",
        "id,mail,name,phone,updated\n"
            + ("c1," + person + ",2026-01-05\n")
            + ("c2," + person + ",never\n")
            + ("c3," + person + ",2026-01-05,one too many\n"));
    shop.write(
        "input/orders.csv",
        "id,who,day,total\n"
            + "o1,c1,2026-01-05,1.00\n"
            // The columns are shifted.
            + ("o2,2026-01-05," + NAME + "," + ADDRESS + "\n")
            + ("o3,c1,2026-01-05," + PHONE + "\n"));
    List<Answer> answers = new ArrayList<>();
    String heard;
    try (Overheard overheard = new Overheard()) {
      answers.add(expect(3, type(shop, "run --tenant shop")));
      String lenient = "--tenant shop --run-id lenient --set quality.max-rejected=1";
      answers.add(expect(0, type(shop, "extract " + lenient)));
      answers.add(expect(0, type(shop, "clean " + lenient)));
      for (String more : List.of("", "--records", "--output json", "--records --output json")) {
        answers.add(expect(0, shop.type(("quarantine list --tenant shop " + more).strip())));
      }
      spoil(folder.resolve("home/lake/shop/bronze/file_people"));
      answers.add(expect(1, type(shop, "clean --tenant shop --rebuild silver")));
      heard = overheard.text();
    }

    assertThat(answers.get(4).out())
        .contains("NOT_A_TIME", "aaaaa", "+99 999 9999999", "people.csv @");
    requireSilent("what commands say", answers.toString());
    assertThat(heard).contains("build-orders");
    requireSilent("log, job groups and plans", heard);
    requireSilent("commit logs", commitLogs());
    Lake lake =
        Lakes.open(SparkExtension.session(), folder.resolve("home/lake").toString(), "shop");
    requireSilent("runs", rows(lake, RunLog.TABLE));
    requireSilent("checks", rows(lake, CheckLog.TABLE));
    // Where it belongs, it is.
    assertThat(rows(lake, Customers.TABLE)).contains(ADDRESS, NAME, PHONE);
    assertThat(rows(lake, Quarantine.TABLE)).contains(ADDRESS, NAME, PHONE);
  }

  private Answer type(TinyShop shop, String command) {
    return shop.type(command + " --as-of 2026-02-01 --input", folder.resolve("input").toString());
  }

  private static Answer expect(int code, Answer answer) {
    assertThat(answer.code()).as(answer.err()).isEqualTo(code);
    return answer;
  }

  private static void requireSilent(String what, String text) {
    for (String secret : List.of(ADDRESS, "canary", NAME, PHONE, "5550199")) {
      assertThat(text.contains(secret)).as("%s tells %s", what, secret).isFalse();
    }
  }

  /** No file of the table's rows can be read any longer. */
  private static void spoil(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        Files.writeString(file, "no Parquet");
      }
    }
  }

  private String commitLogs() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("home/lake"))) {
      for (Path file : files.filter(f -> f.getParent().endsWith("_delta_log")).toList()) {
        text.append(file.toString().endsWith(".json") ? Files.readString(file) : "");
      }
    }
    assertThat(text).contains("build-orders");
    return text.toString();
  }

  private static String rows(Lake lake, Table table) {
    return lake.current(table).toJSON().collectAsList().toString();
  }
}
