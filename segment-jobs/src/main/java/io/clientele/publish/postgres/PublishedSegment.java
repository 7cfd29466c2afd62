package io.clientele.publish.postgres;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A segment as a database shows it, with its figures as of its date. */
public record PublishedSegment(
    String segmentation,
    String segment,
    long customers,
    long orders,
    BigDecimal units,
    BigDecimal spend,
    LocalDate asOf,
    String runId) {}
