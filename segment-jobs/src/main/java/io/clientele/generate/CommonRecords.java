package io.clientele.generate;

import java.util.Locale;

/** What is the same however many customers there are. */
final class CommonRecords {
  private CommonRecords() {}

  static Sheets of(long seed) {
    Sheets sheets = new Sheets();
    Catalogue.all()
        .forEach(
            product ->
                sheets.add(
                    ShopFile.PRODUCTS,
                    Entry.csv(
                        product.id(),
                        product.sku(),
                        product.title(),
                        product.category(),
                        product.price(seed),
                        Currency.EUR,
                        product.url())));
    Promotion.ALL.forEach(promotion -> add(promotion, sheets));
    return sheets;
  }

  private static void add(Promotion promotion, Sheets sheets) {
    for (Archetype archetype : Archetype.values()) {
      if (archetype.buys()) {
        sheets.add(
            ShopFile.TRUTH_PROMOTIONS,
            Entry.csv(
                promotion.name(),
                Timeline.at(promotion.from()),
                Timeline.at(promotion.until()),
                archetype.name().toLowerCase(Locale.ROOT),
                archetype.uplift()));
      }
    }
  }
}
