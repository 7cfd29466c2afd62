package io.clientele.history;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that is added up for each customer and day: a figure of the shop, or a kind of event.
 *
 * <p>Those that this class declares have a place, by which they are stored and found; each of them
 * is a single object. Events of any other name, categories and channels are stored by name.
 */
public final class Measure {

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
    CHANNEL
  }

  /** Decimal places of an {@link Kind#AMOUNT}. */
  public static final int DECIMALS = 4;

  /** The place of a measure that has none. */
  static final int NOWHERE = -1;

  // Filled by the declarations below: their order is that of the places, which are stored. So new
  // ones come last.
  private static final List<Measure> DECLARED = new ArrayList<>();

  public static final Measure ORDERS = declare("orders", Kind.COUNT);
  public static final Measure UNITS = declare("units", Kind.AMOUNT);

  /** Net totals of the day's orders: after discounts, before refunds. */
  public static final Measure SPEND = declare("spend", Kind.AMOUNT);

  public static final Measure DISCOUNTS = declare("discounts", Kind.AMOUNT);

  /** Money given back on this day, whenever it had been spent. */
  public static final Measure REFUNDS = declare("refunds", Kind.AMOUNT);

  public static final Measure REFUND_COUNT = declare("refund_count", Kind.COUNT);

  /** Sessions that began on this day. */
  public static final Measure SESSIONS = declare("sessions", Kind.COUNT);

  private static final Map<String, Measure> EVENTS =
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
          .map(name -> declare(name, Kind.EVENT))
          .collect(toUnmodifiableMap(Measure::name, measure -> measure));

  /** Messages sent to the customer, on the day they were sent. */
  public static final Measure MESSAGES_SENT = declare("messages_sent", Kind.COUNT);

  /** Messages on the day they were first opened, which is all that is told of openings. */
  public static final Measure MESSAGES_OPENED = declare("messages_opened", Kind.COUNT);

  /** Messages on the day they were first clicked. */
  public static final Measure MESSAGES_CLICKED = declare("messages_clicked", Kind.COUNT);

  /** Those that have a place, by their places. */
  static final List<Measure> NUMBERED = List.copyOf(DECLARED);

  /** What is done to a customer, and sessions, which are made of events of either kind. */
  private static final BitSet NO_ACTIVITY =
      places(
          SESSIONS,
          MESSAGES_SENT,
          events("message_sent"),
          events("message_delivered"),
          events("message_bounced_hard"),
          events("message_bounced_soft"));

  private final String name;
  private final Kind kind;
  private final int place;

  private Measure(String name, Kind kind, int place) {
    this.name = requireNonNull(name, "name");
    this.kind = requireNonNull(kind, "kind");
    this.place = place;
  }

  private static Measure declare(String name, Kind kind) {
    Measure declared = new Measure(name, kind, DECLARED.size());
    DECLARED.add(declared);
    return declared;
  }

  private static BitSet places(Measure... measures) {
    BitSet places = new BitSet();
    Stream.of(measures).forEach(measure -> places.set(measure.place));
    return places;
  }

  /** Events of a canonical name, known to this release or not. */
  public static Measure events(String name) {
    Measure declared = EVENTS.get(name);
    return declared == null ? new Measure(name, Kind.EVENT, NOWHERE) : declared;
  }

  /** A measure that is stored by its name. */
  static Measure named(String name, Kind kind) {
    return kind == Kind.EVENT ? events(name) : new Measure(name, kind, NOWHERE);
  }

  /** What was bought of a category, as the source names it. */
  public static Measure category(String name) {
    return named(name, Kind.CATEGORY);
  }

  /** Orders through a channel, as the source names it. */
  public static Measure channel(String name) {
    return named(name, Kind.CHANNEL);
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** Its place in {@link #NUMBERED}, or {@link #NOWHERE}. */
  int place() {
    return place;
  }

  /** False for what does not make customers active, since they need not have done anything. */
  boolean isActivity() {
    return place == NOWHERE || !NO_ACTIVITY.get(place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measure measure
        && place == measure.place
        && (place != NOWHERE || (kind == measure.kind && name.equals(measure.name)));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
