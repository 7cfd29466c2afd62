package io.clientele.generate;

import io.clientele.generate.Chance.Theme;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the made-up shop sells: categories of unequal appeal, a thousand products in each. */
final class Catalogue {
  static final List<String> CHANNELS = List.of("web", "app", "store", "marketplace");
  static final double[] CHANNEL_SHARES = {0.50, 0.30, 0.12, 0.08};

  private static final List<String> CATEGORIES =
      List.of(
          "Shoes", "Shirts", "Coats", "Bags", "Toys", "Books", "Garden", "Kitchen", "Beauty",
          "Sport", "Audio", "Pets");
  private static final double[] SHARES = {16, 14, 11, 9, 9, 8, 8, 7, 6, 5, 4, 3};
  private static final double LOYALTY = 0.6;
  private static final int PRODUCTS = 1000;

  private Catalogue() {}

  /** All products, by category and sales. */
  static Stream<Product> all() {
    return CATEGORIES.stream()
        .flatMap(
            category ->
                IntStream.rangeClosed(1, PRODUCTS)
                    .mapToObj(number -> new Product(category, number)));
  }

  /** A product of a category, numbered from 1 by falling sales. */
  record Product(String category, int number) {
    String id() {
      return category.toLowerCase(Locale.ROOT) + "-" + number;
    }

    String title() {
      return category + " no. " + number;
    }

    String sku() {
      return category.substring(0, 3).toUpperCase(Locale.ROOT) + "-" + number;
    }

    String url() {
      return "https://shop.example.test/products/" + id();
    }

    /** What it is offered for; what is paid follows from the customer's own taste for value. */
    Amount price(long seed) {
      int place = CATEGORIES.indexOf(category) * PRODUCTS + number;
      double euros = Chance.of(seed, place, Theme.PRICE).gamma(2, 0.08);
      return new Amount(100 * (long) Math.ceil(euros) - 5);
    }
  }

  static String category(Chance chance) {
    return chance.pick(CATEGORIES, SHARES);
  }

  /** A product, most often of the customer's favourite category. */
  static Product product(Chance chance, String favourite) {
    String category = chance.happens(LOYALTY) ? favourite : category(chance);
    double rank = 12 * (StrictMath.pow(1 - chance.uniform(), -1 / 1.2) - 1);
    return new Product(category, (int) Math.min(rank, PRODUCTS - 1) + 1);
  }

  static String channel(Chance chance) {
    return chance.pick(CHANNELS, CHANNEL_SHARES);
  }
}
