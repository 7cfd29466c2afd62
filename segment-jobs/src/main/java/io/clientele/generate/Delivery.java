package io.clientele.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings a customer's records to the files as systems do that lose track: some a second time, some
 * late, some with a mistake that is corrected under a later {@code updated_at}. Apart from that it
 * tells the truth about each.
 */
final class Delivery {
  static final double COPIED = 0.012;
  static final double CORRECTED = 0.004;
  static final double LATE = 0.01;

  /** Days after which a mistake is corrected at the latest. */
  static final double CORRECTED_WITHIN = 2;

  private enum Kind {
    COPY,
    OUTDATED,
    LATE
  }

  private record Again(ShopFile file, Entry entry) {}

  private final Sheets sheets;
  private final Chance chance;
  private final List<Again> agains = new ArrayList<>();

  Delivery(Sheets sheets, Chance chance) {
    this.sheets = sheets;
    this.chance = chance;
  }

  void add(Series series, Entry entry) {
    sheets.add(series.due(), entry);
    copySome(series, entry);
  }

  void addSomeLate(Series series, Entry entry) {
    ShopFile file = chance.happens(LATE) ? series.later(chance) : series.due();
    sheets.add(file, entry);
    if (!file.equals(series.due())) {
      tell(Kind.LATE, entry, file, series);
    }
    copySome(series, entry);
  }

  /** When what was last changed on a day is corrected, where it is and files tell of it. */
  Optional<Double> correction(double changed) {
    double corrected = changed + chance.uniform(0.01, CORRECTED_WITHIN);
    return chance.happens(CORRECTED)
        ? Optional.of(corrected).filter(Timeline::told)
        : Optional.empty();
  }

  /** Either version may come first: the stamps alone tell which is right. */
  void addCorrected(Series series, Entry outdated, Entry right) {
    if (chance.happens(0.5)) {
      sheets.add(series.due(), outdated);
      agains.add(new Again(series.later(chance), right));
    } else {
      sheets.add(series.due(), right);
      agains.add(new Again(series.due(), outdated));
    }
    tell(Kind.OUTDATED, outdated, series.due(), series);
    copySome(series, right);
  }

  private void copySome(Series series, Entry entry) {
    if (chance.happens(COPIED)) {
      ShopFile file = chance.happens(0.5) ? series.due() : series.later(chance);
      agains.add(new Again(file, entry));
      tell(Kind.COPY, entry, file, series);
    }
  }

  /** What comes once more comes behind all else of the customer's. */
  void finish() {
    agains.forEach(again -> sheets.add(again.file(), again.entry()));
  }

  private void tell(Kind kind, Entry entry, ShopFile file, Series series) {
    String word = kind.name().toLowerCase(Locale.ROOT);
    sheets.add(
        ShopFile.TRUTH_DELIVERIES, Entry.csv(entry.id(), word, file.name(), series.due().name()));
  }
}
