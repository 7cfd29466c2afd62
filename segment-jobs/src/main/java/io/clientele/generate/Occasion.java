package io.clientele.generate;

/**
 * A moment at which a customer orders.
 *
 * @param incremental whether nothing would be ordered, were it not for a promotion
 */
record Occasion(double day, boolean incremental) {}
