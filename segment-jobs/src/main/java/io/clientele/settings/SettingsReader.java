package io.clientele.settings;

import io.clientele.problem.Problems;
import io.clientele.publish.postgres.OnEmpty;
import io.clientele.settings.Settings.Clustering;
import io.clientele.settings.Settings.Keys;
import io.clientele.settings.Settings.Postgres;
import io.clientele.settings.Settings.Retention;
import io.clientele.settings.Settings.S3;
import io.clientele.settings.Settings.Server;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which keys there are and what each may hold. */
final class SettingsReader {
  private static final String ADDRESS = "jdbc:postgresql://HOST:PORT/DATABASE";
  private static final Pattern CREDENTIALS = Pattern.compile("(?i)@|(user|password)=");

  private enum Mode {
    EMBEDDED,
    SERVER
  }

  private SettingsReader() {}

  static Settings read(
      Path conf,
      Path home,
      String tenant,
      Map<String, String> environment,
      Map<String, String> flags) {
    Problems problems = Problems.in("settings of tenant " + tenant);
    Node.Branch keys = SettingsFolder.read(conf, tenant, problems);
    Reading reading = new Reading(home, environment, flags, keys.place(), problems);
    Section root = Section.root(reading, keys);

    Section own = root.section("tenant");
    // The digest comes last: it is over what the reading before it has settled.
    Settings settings =
        new Settings(
            tenant,
            root.section("lake")
                .optional("root", Expected.location())
                .orElseGet(() -> reading.home().resolve("lake").toString()),
            s3(root.section("lake").section("s3")),
            retention(root.section("lake")),
            own.value("zone", Expected.zone()),
            RatesReader.read(own.value("currency", Expected.currency()), root.section("rates")),
            StreamReader.files(
                root.section("files"), own.optional("tax", Expected.choice(Tax.class))),
            QualityReader.read(root.section("quality")),
            ScoringReader.read(root.section("rfm")),
            clustering(root.section("clustering")),
            postgres(root.section("postgres")),
            root.section("run").value("seed", Expected.seed()),
            reading.digest());

    root.noteUnknown();
    reading.noteUnknown();
    problems.throwIfAny();
    return settings;
  }

  private static S3 s3(Section section) {
    return new S3(
        section.optional("endpoint", Expected.endpoint()),
        section.optional("region", Expected.text("the name of a region such as eu-central-1")),
        section.value("path-style", Expected.yesOrNo()),
        keys(section));
  }

  private static Optional<Keys> keys(Section section) {
    if (section.missing("access-key") && section.missing("secret-key")) {
      section.unused("access-key", "secret-key");
      return Optional.empty();
    }
    return Optional.of(new Keys(section.secret("access-key"), section.secret("secret-key")));
  }

  private static Retention retention(Section section) {
    Expected<Integer> days = Expected.wholeNumber(7, 3650);
    return new Retention(
        section.value("keep-days", days), section.value("keep-rejects-days", days));
  }

  private static Clustering clustering(Section section) {
    return new Clustering(
        section.value("clusters", Expected.wholeNumber(2, 50)),
        section.value("partitions", Expected.wholeNumber(1, 256)),
        section.value("iterations", Expected.wholeNumber(1, 1000)));
  }

  private static Postgres postgres(Section section) {
    Mode mode = section.value("mode", Expected.choice(Mode.class));
    OnEmpty onEmpty = section.value("on-empty", Expected.choice(OnEmpty.class));
    return new Postgres(mode == Mode.SERVER ? existing(section) : embedded(section), onEmpty);
  }

  private static Server embedded(Section section) {
    section.unused("url", "user", "password");
    if (!section.missing("url")) {
      // Who names a server would not notice that segments go to another one.
      section.problem("url", "found an address, expected none while postgres.mode is embedded");
    }
    return new Server.Embedded();
  }

  private static Server existing(Section section) {
    String url = section.value("url", Expected.text(ADDRESS));
    // What is found is not told: people paste addresses with passwords in them.
    if (!section.missing("url") && !url.startsWith("jdbc:postgresql://")) {
      section.problem("url", "found another kind of address, expected " + ADDRESS);
    } else if (CREDENTIALS.matcher(url).find()) {
      section.problem(
          "url",
          "found a user or a password in it, expected them at postgres.user and postgres.password");
    }
    return new Server.Existing(
        url,
        section.value("user", Expected.text("the name of a user")),
        section.secret("password"));
  }
}
