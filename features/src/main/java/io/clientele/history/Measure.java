package io.clientele.history;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that is added up for each customer and day: a figure of the shop, or a kind of event.
 */
public record Measure(String name, Kind kind) {

  /** How a measure's values are kept and meant. */
  public enum Kind {
    /** Whole things. */
    COUNT,
    /** Money or quantities, kept as whole ten-thousandths. */
    AMOUNT,
    /** Events of one canonical name, counted. */
    EVENT,
    /** Totals of order lines of one category of products, kept as whole ten-thousandths. */
    CATEGORY,
    /** Orders that came through one sales channel, counted. */
    CHANNEL;

    boolean isAmount() {
      return this == AMOUNT || this == CATEGORY;
    }
  }

  /** Decimal places of an {@link Kind#AMOUNT}. */
  public static final int DECIMALS = 4;

  public static final Measure ORDERS = new Measure("orders", Kind.COUNT);
  public static final Measure UNITS = new Measure("units", Kind.AMOUNT);

  /** Net totals of the day's orders: after discounts, before refunds. */
  public static final Measure SPEND = new Measure("spend", Kind.AMOUNT);

  public static final Measure DISCOUNTS = new Measure("discounts", Kind.AMOUNT);

  /** Money given back on this day, whenever it had been spent. */
  public static final Measure REFUNDS = new Measure("refunds", Kind.AMOUNT);

  public static final Measure REFUND_COUNT = new Measure("refund_count", Kind.COUNT);

  /** Sessions that began on this day. */
  public static final Measure SESSIONS = new Measure("sessions", Kind.COUNT);

  /** Messages sent to the customer, on the day they were sent. */
  public static final Measure MESSAGES_SENT = new Measure("messages_sent", Kind.COUNT);

  /** Messages on the day they were first opened, which is all that is told of openings. */
  public static final Measure MESSAGES_OPENED = new Measure("messages_opened", Kind.COUNT);

  /** Messages on the day they were first clicked. */
  public static final Measure MESSAGES_CLICKED = new Measure("messages_clicked", Kind.COUNT);

  /** What is done to a customer, and sessions, which are made of events of either kind. */
  private static final Set<Measure> NO_ACTIVITY =
      Set.of(
          SESSIONS,
          MESSAGES_SENT,
          events("message_sent"),
          events("message_delivered"),
          events("message_bounced_hard"),
          events("message_bounced_soft"));

  /**
   * Measures that are stored as a number: their place in this list, so it only ever grows at its
   * end. Events of any other name, categories and channels are stored under their names.
   */
  static final List<Measure> NUMBERED =
      Stream.of(
              Stream.of(ORDERS, UNITS, SPEND, DISCOUNTS, REFUNDS, REFUND_COUNT, SESSIONS),
              Stream.of(
                      "page_viewed",
                      "product_viewed",
                      "product_added_to_cart",
                      "checkout_started",
                      "order_placed",
                      "order_refunded",
                      "order_cancelled",
                      "message_sent",
                      "message_delivered",
                      "message_opened",
                      "message_clicked",
                      "message_bounced_hard",
                      "message_bounced_soft",
                      "message_marked_spam",
                      "message_unsubscribed",
                      "list_subscribed",
                      "form_submitted",
                      "consent_changed",
                      "custom")
                  .map(Measure::events),
              Stream.of(MESSAGES_SENT, MESSAGES_OPENED, MESSAGES_CLICKED))
          .flatMap(measures -> measures)
          .toList();

  public Measure {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }

  // Compared for every feature of every customer: in what Java makes of a record by itself, the
  // comparison is put together by handles, which the quick compiler does not see through.
  @Override
  public boolean equals(Object other) {
    return other instanceof Measure measure && kind == measure.kind && name.equals(measure.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Events of a canonical name, known to this release or not. */
  public static Measure events(String name) {
    return new Measure(name, Kind.EVENT);
  }

  /** What was bought of a category, as the source names it. */
  public static Measure category(String name) {
    return new Measure(name, Kind.CATEGORY);
  }

  /** Orders through a channel, as the source names it. */
  public static Measure channel(String name) {
    return new Measure(name, Kind.CHANNEL);
  }

  /** False for what does not make customers active, since they need not have done anything. */
  boolean isActivity() {
    return !NO_ACTIVITY.contains(this);
  }

  /** An amount's stored value as the figure it means. */
  static BigDecimal decimal(long tenThousandths) {
    return BigDecimal.valueOf(tenThousandths, DECIMALS);
  }
}
