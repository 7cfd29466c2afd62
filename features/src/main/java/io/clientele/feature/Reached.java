package io.clientele.feature;

import io.clientele.history.Measure;
import io.clientele.history.Past;
import io.clientele.history.Window;
import java.util.List;
import java.util.OptionalInt;

/**
 * How far messages to a customer came. Sources tell of one opening as a message that was opened, as
 * an event, or both ways. So messages are counted, each once, where the past knows any; else the
 * events of that name; never both together.
 *
 * @param word such as opened
 * @param doc what is counted, as the beginning of a sentence
 */
record Reached(String word, String doc, Measure messages, Measure events) {
  static final Reached SENT = of("sent", "Messages sent to the customer", Measure.MESSAGES_SENT);
  static final Reached OPENED = of("opened", "Messages first opened", Measure.MESSAGES_OPENED);
  static final Reached CLICKED = of("clicked", "Messages first clicked", Measure.MESSAGES_CLICKED);
  static final List<Reached> ALL = List.of(SENT, OPENED, CLICKED);

  private static Reached of(String word, String doc, Measure messages) {
    return new Reached(word, doc, messages, Measure.events("message_" + word));
  }

  long count(Past past, Window window) {
    boolean known = past.sum(Measure.MESSAGES_SENT, Window.EVER) > 0;
    return past.sum(known ? messages : events, window);
  }

  /** To the last day that either tells of: a day that is told twice is one day. */
  OptionalInt daysSinceLast(Past past) {
    OptionalInt message = past.daysSinceLast(messages);
    OptionalInt event = past.daysSinceLast(events);
    return event.isEmpty() || (message.isPresent() && message.getAsInt() < event.getAsInt())
        ? message
        : event;
  }
}
