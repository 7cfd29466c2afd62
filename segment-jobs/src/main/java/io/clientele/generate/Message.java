package io.clientele.generate;

import java.util.Optional;

/**
 * A campaign's message to one customer: on which days what became of it, as far as the files tell.
 */
record Message(
    Campaign campaign,
    Account account,
    Optional<Double> delivered,
    Optional<Double> opened,
    Optional<Double> clicked,
    Optional<Double> bounced,
    Optional<Double> unsubscribed) {}
