package io.clientele.generate;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What the shop takes for a customer. Some people have two: they order as guests, and later
 * register, with an address that they write in another way.
 *
 * @param created day on which it came to be; what its person does from then on is done under it
 */
record Account(String id, String email, double created) {
  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          email -> email.toUpperCase(Locale.ROOT),
          email -> email.substring(0, 1).toUpperCase(Locale.ROOT) + email.substring(1),
          email -> email + " ");

  static Account registered(int number, String email, double created) {
    return new Account(Person.id(number, "c"), email, created);
  }

  static Account guest(int number, String email, double created, Chance chance) {
    String spelled = chance.pick(SPELLINGS).apply(email);
    return new Account(Person.id(number, "g"), spelled, created);
  }

  /** Its address with a slip of the hand, as it stands in the shop until someone corrects it. */
  String mistypedEmail() {
    return "x" + email;
  }
}
