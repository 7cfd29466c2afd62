package io.clientele.generate;

/** What a customer said about messages, and when. */
record Consent(Account account, Status status, double day) {
  enum Status {
    SUBSCRIBED,
    UNSUBSCRIBED
  }
}
