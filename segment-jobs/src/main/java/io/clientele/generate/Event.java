package io.clientele.generate;

import java.util.Optional;

/**
 * Something that a customer did.
 *
 * @param account under which it was done
 * @param session number of the session among the customer's, from 1; a message has none
 */
record Event(
    Kind kind,
    double day,
    Account account,
    Optional<Integer> session,
    Optional<Catalogue.Product> product,
    Optional<Order> order,
    String channel) {

  /** Kinds of events, by the names that the product itself knows. */
  enum Kind {
    PAGE_VIEWED,
    PRODUCT_VIEWED,
    PRODUCT_ADDED_TO_CART,
    CHECKOUT_STARTED,
    ORDER_PLACED,
    MESSAGE_OPENED,
    MESSAGE_CLICKED
  }
}
